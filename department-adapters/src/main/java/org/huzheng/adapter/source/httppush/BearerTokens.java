package org.huzheng.adapter.source.httppush;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.huzheng.adapter.source.SourceException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Bearer tokens (RFC 6750) that are JWTs (RFC 7519) signed with one of the callers' keys. A token says who calls, not what is sent. */
final class BearerTokens implements Authentication {
    private static final String PREFIX = "Bearer ";
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(JWSAlgorithm.ES256, JWSAlgorithm.RS256);

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    private BearerTokens(HttpPushSettings.JwtSettings settings, KeyFile keys) {
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
        JWTClaimsSet.Builder exact = new JWTClaimsSet.Builder();
        settings.issuer().ifPresent(exact::issuer);
        DefaultJWTClaimsVerifier<SecurityContext> claims =
                new DefaultJWTClaimsVerifier<>(settings.audience(), exact.build(), Set.of("exp"));
        claims.setMaxClockSkew((int) settings.clockSkew().toSeconds());
        processor.setJWTClaimsSetVerifier(claims);
    }

    static BearerTokens of(HttpPushSettings.JwtSettings settings) throws SourceException {
        return new BearerTokens(settings, KeyFile.read(settings.keys()));
    }

    @Override
    public String scheme() {
        return "Bearer";
    }

    @Override
    public boolean attempts(RequestHead request) {
        String header = request.headers().getFirst("Authorization");
        return header != null && header.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
    }

    @Override
    public Caller admit(RequestHead request) throws PushProblem {
        String token = request.headers()
                .getFirst("Authorization")
                .substring(PREFIX.length())
                .strip();
        try {
            JWTClaimsSet claims = processor.process(token, null);
            return new Caller(String.valueOf(claims.getSubject()), Optional.empty());
        } catch (ParseException e) {
            throw refused("something else");
        } catch (BadJOSEException | JOSEException e) {
            throw refused("one refused: " + e.getMessage());
        }
    }

    private static PushProblem refused(String found) {
        return PushProblem.of(
                PushProblem.Kind.NOT_AUTHENTICATED,
                "a JWT signed with ES256 or RS256 by a known key, not expired, for this audience",
                found);
    }

    /** The callers' public keys; the file is read again when it changes, so that keys are rolled over without a restart. */
    private static final class KeyFile implements JWKSource<SecurityContext> {
        private static final Logger LOG = LoggerFactory.getLogger(KeyFile.class);

        private final Path file;
        private FileTime readAt;
        private JWKSet keys;

        private KeyFile(Path file, FileTime readAt, JWKSet keys) {
            this.file = file;
            this.readAt = readAt;
            this.keys = keys;
        }

        static KeyFile read(Path file) throws SourceException {
            try {
                return new KeyFile(file, Files.getLastModifiedTime(file), keysIn(file));
            } catch (IOException | ParseException e) {
                throw new SourceException(
                        "file " + file + ": expected a JWK set of public keys, EC P-256 or RSA (RFC 7517)", e);
            }
        }

        private static JWKSet keysIn(Path file) throws IOException, ParseException {
            JWKSet keys = JWKSet.load(file.toFile()).toPublicJWKSet();
            if (keys.isEmpty()) {
                throw new ParseException("expected at least one public key, found none", 0);
            }
            return keys;
        }

        @Override
        public synchronized List<JWK> get(JWKSelector selector, SecurityContext context) {
            try {
                FileTime changedAt = Files.getLastModifiedTime(file);
                if (!changedAt.equals(readAt)) {
                    keys = keysIn(file);
                    readAt = changedAt;
                    LOG.info("Keys of callers read again: file={} keys={}", file, keys.size());
                }
            } catch (IOException | ParseException e) {
                LOG.warn(
                        "Keys of callers cannot be read again, so the ones read before are kept: file={} reason={}",
                        file,
                        e.toString());
            }
            return selector.select(keys);
        }
    }
}
