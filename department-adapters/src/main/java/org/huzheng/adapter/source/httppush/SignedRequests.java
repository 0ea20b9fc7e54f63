package org.huzheng.adapter.source.httppush;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Requests signed as RFC 9421 has it, with HMAC-SHA256 over method, path and the body's digest (RFC 9530), and the time of signing among the
 * parameters. A request replayed within the window says only what was said before: record id and version make it a repetition.
 */
final class SignedRequests implements Authentication {
    private static final Set<String> COVERED = Set.of("@method", "@path", "content-digest");
    private static final Pattern INPUT = Pattern.compile("([a-z*][a-z0-9_.*-]*)=(\\(([^)]*)\\)(.*))");
    private static final Pattern PARAMETER = Pattern.compile(";([a-z]+)=(?:\"([^\"\\\\]*)\"|(\\d{1,15}))");
    private static final Pattern SIGNATURE = Pattern.compile("([a-z*][a-z0-9_.*-]*)=:([A-Za-z0-9+/=]+):");
    private static final Pattern SHA_256 = Pattern.compile("(?:^|,)\\s*sha-256=:([A-Za-z0-9+/=]+):");

    private final HmacSettings settings;
    private final Clock clock;

    SignedRequests(HmacSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** What {@code Signature-Input} says: the parameters as sent, since the signature covers them so, and what is in them. */
    private record Input(String label, String raw, List<String> covered, Map<String, String> parameters) {}

    @Override
    public String scheme() {
        return "Signature";
    }

    @Override
    public boolean attempts(RequestHead request) {
        return request.headers().containsKey("Signature-Input")
                || request.headers().containsKey("Signature");
    }

    @Override
    public Caller admit(RequestHead request) throws PushProblem {
        Input input = inputOf(header(request, "Signature-Input"));
        checkTime(input);
        String key = parameter(input, "keyid");
        String secret = settings.secrets().get(key);
        if (secret == null) {
            throw refused("a keyid that is known", "another");
        }
        byte[] expected = hmac(secret, baseOf(request, input));
        if (!MessageDigest.isEqual(expected, signatureOf(header(request, "Signature"), input.label()))) {
            throw refused("the signature of this request with the secret of its keyid", "another");
        }
        return new Caller(key, Optional.of(digestOf(header(request, "Content-Digest"))));
    }

    private static Input inputOf(String header) throws PushProblem {
        Matcher matcher = INPUT.matcher(header);
        if (!matcher.matches()) {
            throw refused("a Signature-Input of one signature: label=(...);created=...;keyid=\"...\"", "another form");
        }
        List<String> covered = new ArrayList<>();
        for (String component : matcher.group(3).strip().split(" +", -1)) {
            covered.add(component.replaceAll("^\"|\"$", ""));
        }
        if (covered.size() != COVERED.size() || !Set.copyOf(covered).equals(COVERED)) {
            throw refused("a signature over exactly \"@method\" \"@path\" \"content-digest\"", "one over others");
        }
        Map<String, String> parameters = new HashMap<>();
        Matcher parameter = PARAMETER.matcher(matcher.group(4));
        int end = 0;
        while (parameter.find() && parameter.start() == end) {
            @Nullable String text = parameter.group(2);
            parameters.put(parameter.group(1), text == null ? parameter.group(3) : text);
            end = parameter.end();
        }
        if (end != matcher.group(4).length()) {
            throw refused("parameters as ;name=\"text\" or ;name=number", "another form");
        }
        String algorithm = parameters.getOrDefault("alg", "hmac-sha256");
        if (!algorithm.equals("hmac-sha256")) {
            throw refused("the algorithm hmac-sha256", "another");
        }
        return new Input(matcher.group(1), matcher.group(2), covered, parameters);
    }

    private void checkTime(Input input) throws PushProblem {
        Instant now = clock.instant();
        Instant created = time(parameter(input, "created"));
        Duration apart = Duration.between(created, now).abs();
        if (apart.compareTo(settings.window()) > 0) {
            throw refused(
                    "a signature created within " + settings.window() + " of " + now + ", the time here",
                    "one created at " + created);
        }
        String expires = input.parameters().get("expires");
        if (expires != null && time(expires).isBefore(now)) {
            throw refused("a signature that has not expired at " + now + ", the time here", "one that has");
        }
    }

    private static Instant time(String seconds) throws PushProblem {
        try {
            return Instant.ofEpochSecond(Long.parseLong(seconds));
        } catch (NumberFormatException | DateTimeException e) {
            throw refused("times in seconds since 1970", "another form");
        }
    }

    /** RFC 9421, section 2.5. */
    private static String baseOf(RequestHead request, Input input) throws PushProblem {
        StringBuilder base = new StringBuilder();
        for (String component : input.covered()) {
            String value =
                    switch (component) {
                        case "@method" -> request.method();
                        case "@path" -> request.path();
                        default -> header(request, "Content-Digest").strip();
                    };
            base.append('"').append(component).append("\": ").append(value).append('\n');
        }
        return base.append("\"@signature-params\": ").append(input.raw()).toString();
    }

    private static byte[] hmac(String secret, String base) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(base.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256: expected of every Java runtime", e);
        }
    }

    private static byte[] signatureOf(String header, String label) throws PushProblem {
        Matcher matcher = SIGNATURE.matcher(header.strip());
        if (!matcher.matches() || !matcher.group(1).equals(label)) {
            throw refused("a Signature under the label of Signature-Input: " + label + "=:base64:", "another");
        }
        return decoded(matcher.group(2), "Signature");
    }

    private static byte[] digestOf(String header) throws PushProblem {
        Matcher matcher = SHA_256.matcher(header);
        if (!matcher.find()) {
            throw refused("a Content-Digest with sha-256=:base64:", "another");
        }
        return decoded(matcher.group(1), "Content-Digest");
    }

    private static byte[] decoded(String text, String header) throws PushProblem {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw refused("base64 in " + header, "something else");
        }
    }

    private static String header(RequestHead request, String name) throws PushProblem {
        List<String> values = request.headers().getOrDefault(name, List.of());
        if (values.size() != 1) {
            throw refused("one header " + name, values.isEmpty() ? "none" : "several");
        }
        return values.get(0);
    }

    private static String parameter(Input input, String name) throws PushProblem {
        String value = input.parameters().get(name);
        if (value == null) {
            throw refused(
                    "the parameters created and keyid",
                    "only " + input.parameters().keySet());
        }
        return value;
    }

    private static PushProblem refused(String expected, String found) {
        return PushProblem.of(PushProblem.Kind.NOT_AUTHENTICATED, expected, found);
    }

    /** Names the keys; never a secret. */
    @Override
    public String toString() {
        return "SignedRequests" + Arrays.toString(settings.secrets().keySet().toArray());
    }
}
