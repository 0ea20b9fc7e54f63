package org.huzheng.deploy.trial;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.huzheng.digest.Sha256;

/**
 * Posts as a department's own system would: signed with {@code hmac-sha256} over method, path and body (RFC 9421, RFC 9530).
 *
 * @param base address of the adapter
 * @param keyId name of the secret
 * @param secret the secret
 */
record SignedPosts(URI base, String keyId, String secret) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String ALGORITHM = "HmacSHA256";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Posts and waits for the answer. */
    HttpResponse<String> post(String path, String mediaType, String body) throws IOException, InterruptedException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String digest = "sha-256=:" + sha256(bytes) + ":";
        String parameters = "(\"@method\" \"@path\" \"content-digest\");created="
                + Instant.now().getEpochSecond() + ";keyid=\"" + keyId + "\"";
        String signed = "\"@method\": POST\n\"@path\": " + path + "\n\"content-digest\": " + digest
                + "\n\"@signature-params\": " + parameters;
        HttpRequest request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(PATIENCE)
                .header("Content-Type", mediaType)
                .header("Content-Digest", digest)
                .header("Signature-Input", "sig1=" + parameters)
                .header("Signature", "sig1=:" + hmac(signed) + ":")
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes))
                .build();
        return HTTP.send(request, BodyHandlers.ofString());
    }

    private static String sha256(byte[] bytes) {
        return Base64.getEncoder().encodeToString(Sha256.of(bytes));
    }

    private String hmac(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(ALGORITHM + ": expected of every Java runtime", e);
        }
    }

    /** Tells no secret. */
    @Override
    public String toString() {
        return "SignedPosts[" + keyId + " to " + base + "]";
    }
}
