package org.huzheng.adapter.source.httppush;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.huzheng.adapter.source.Source;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.SourceItem;
import org.huzheng.adapter.source.SourceOpening;
import org.huzheng.adapter.source.SourceSettings;
import org.huzheng.adapter.source.json.JsonRows;
import org.huzheng.tls.ServerTls;

/**
 * Settings of a listener to which a department's system posts rows.
 *
 * @param host name or address to listen on
 * @param port port to listen on, 1 to 65535
 * @param tls what it shows of itself; without, it speaks plain HTTP and TLS ends in front of it
 * @param jwt how bearer tokens are checked, if they are taken
 * @param hmac how signed requests are checked, if they are taken
 * @param limits how much is taken at once
 * @param mayOmit columns that are null where a row has no such member
 * @param samples directory of sample rows for a dry run of the mapping, {@code ORIGIN.json} or {@code ORIGIN.ndjson}
 */
public record HttpPushSettings(
        String host,
        int port,
        Optional<ServerTls> tls,
        Optional<JwtSettings> jwt,
        Optional<HmacSettings> hmac,
        PushLimits limits,
        Set<String> mayOmit,
        Optional<Path> samples)
        implements SourceSettings {
    /** Kind in the mapping file. */
    public static final String KIND = "http-push";

    public HttpPushSettings {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(tls, "tls");
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(samples, "samples");
        mayOmit = Set.copyOf(mayOmit);
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port: expected 1 to 65535, found " + port);
        }
        if (jwt.isEmpty() && hmac.isEmpty()) {
            throw new IllegalArgumentException("jwt, hmac: expected at least one of the two, found neither");
        }
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** What is posted has no place in a log or file: only the register's own version tells old from new. */
    @Override
    public boolean hasPositions() {
        return false;
    }

    @Override
    public Reads reads(Optional<String> position) {
        return Reads.NOTHING;
    }

    @Override
    public Source open(SourceOpening opening) throws SourceException {
        if (opening.position().isPresent()) {
            throw new SourceException(
                    "stored position: expected none, since what is posted has no place in a log or file;"
                            + " found one that another kind of source left");
        }
        return HttpPushSource.start(this, opening);
    }

    @Override
    public void sample(SourceOpening opening, long rowsPerOriginMax, Consumer<SourceItem> rows) throws SourceException {
        Path directory = samples.orElseThrow(() -> new SourceException(
                "source of kind " + KIND + ": expected a directory of sample rows at \"samples\", found none; what is"
                        + " posted is not kept, so there is nothing else to check the mapping with"));
        new SampleFiles(directory, new JsonRows(mayOmit)).read(opening.origins(), rowsPerOriginMax, rows);
    }

    /** How callers may show who they are. */
    Authentication authentication() throws SourceException {
        List<Authentication> ways = new ArrayList<>();
        if (jwt.isPresent()) {
            ways.add(BearerTokens.of(jwt.get()));
        }
        hmac.ifPresent(settings -> ways.add(new SignedRequests(settings, Clock.systemUTC())));
        return Authentication.anyOf(ways);
    }

    /**
     * How bearer tokens are checked (RFC 7519, signed with ES256 or RS256).
     *
     * @param keys file of the callers' public keys, a JWK set (RFC 7517); read again when it changes
     * @param audience what the {@code aud} claim must name
     * @param issuer what the {@code iss} claim must be, if that is checked
     * @param clockSkew by how much the callers' clocks may differ from ours
     */
    public record JwtSettings(Path keys, String audience, Optional<String> issuer, Duration clockSkew) {
        public JwtSettings {
            Objects.requireNonNull(keys, "keys");
            Objects.requireNonNull(issuer, "issuer");
            if (audience.isBlank()) {
                throw new IllegalArgumentException("audience: expected a name, found a blank");
            }
            if (clockSkew.isNegative() || clockSkew.compareTo(Duration.ofMinutes(10)) > 0) {
                throw new IllegalArgumentException("clockSkew: expected PT0S to PT10M, found " + clockSkew);
            }
        }
    }
}
