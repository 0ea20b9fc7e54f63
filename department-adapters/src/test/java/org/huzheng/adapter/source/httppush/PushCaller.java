package org.huzheng.adapter.source.httppush;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A department's system that posts rows, signing each request as RFC 9421 has it. */
public final class PushCaller {
    public static final String KEY_ID = "registry-a";
    public static final String SECRET = "a secret between two systems, for tests only";
    public static final String AUDIENCE = "https://exchange.example/push/contract";

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final URI base;

    public PushCaller(int port) {
        this.base = URI.create("http://127.0.0.1:" + port);
    }

    /** A port nobody listens on at the moment. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** A listener that takes this caller's signatures, and tokens by the keys of the file given. */
    static HttpPushSettings settings(int port, PushLimits limits, Optional<Path> keys, Optional<Path> samples) {
        return new HttpPushSettings(
                "127.0.0.1",
                port,
                Optional.empty(),
                keys.map(file ->
                        new HttpPushSettings.JwtSettings(file, AUDIENCE, Optional.empty(), Duration.ofSeconds(60))),
                Optional.of(new HmacSettings(Map.of(KEY_ID, SECRET), Duration.ofMinutes(5))),
                limits,
                Set.of("remark"),
                samples);
    }

    /** Posts as JSON, signed. */
    public HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        return post(path, "application/json", json);
    }

    public HttpResponse<String> post(String path, String mediaType, String body)
            throws IOException, InterruptedException {
        return send(signed(path, mediaType, body, SECRET, Instant.now()));
    }

    HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return CLIENT.send(request, BodyHandlers.ofString());
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(60));
    }

    HttpRequest signed(String path, String mediaType, String body, String secret, Instant created) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String digest = "sha-256=:" + base64(sha256(bytes)) + ":";
        String parameters = "(\"@method\" \"@path\" \"content-digest\");created=" + created.getEpochSecond()
                + ";keyid=\"" + KEY_ID + "\";alg=\"hmac-sha256\"";
        String signed = "\"@method\": POST\n\"@path\": " + base.resolve(path).getRawPath() + "\n\"content-digest\": "
                + digest + "\n\"@signature-params\": " + parameters;
        return to(path).header("Content-Type", mediaType)
                .header("Content-Digest", digest)
                .header("Signature-Input", "sig1=" + parameters)
                .header("Signature", "sig1=:" + base64(hmac(secret, signed)) + ":")
                .POST(BodyPublishers.ofByteArray(bytes))
                .build();
    }

    /** The head of a signed request as bytes, for a caller that then behaves badly. */
    public byte[] rawHead(String path, String json) {
        StringBuilder head = new StringBuilder("POST " + path + " HTTP/1.1\r\nHost: " + base.getAuthority() + "\r\n");
        signed(path, "application/json", json, SECRET, Instant.now())
                .headers()
                .map()
                .forEach((name, values) -> head.append(name + ": " + values.get(0) + "\r\n"));
        head.append("Content-Length: " + json.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n");
        return head.toString().getBytes(StandardCharsets.US_ASCII);
    }

    HttpRequest withToken(String path, String body, String token) {
        return to(path).header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    static ECKey newKey(String id) throws JOSEException {
        return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
    }

    static void writeKeys(Path file, ECKey... keys) throws IOException {
        Files.writeString(file, new JWKSet(java.util.List.of(keys)).toString(true));
    }

    static String token(ECKey key, String audience, Instant expires) throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(),
                new JWTClaimsSet.Builder()
                        .subject("registry-b")
                        .audience(audience)
                        .expirationTime(Date.from(expires))
                        .build());
        token.sign(new ECDSASigner(key));
        return token.serialize();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hmac(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** Posts on another thread. */
    public CompletableFuture<HttpResponse<String>> posting(String path, String body) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return post(path, body);
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
