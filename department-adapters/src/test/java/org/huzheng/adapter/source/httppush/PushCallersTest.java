package org.huzheng.adapter.source.httppush;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.huzheng.adapter.source.Source;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.SourceOpening;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may post to a listener, and what a signature or a token must cover. */
class PushCallersTest {
    private static final String BIRTHS = "/v1/records/birth";

    @TempDir
    Path directory;

    private int port;
    private PushCaller caller;

    @BeforeEach
    void chooseAPort() throws IOException {
        port = PushCaller.freePort();
        caller = new PushCaller(port);
    }

    private HttpPushSettings signed() {
        return PushCaller.settings(port, PushLimits.DEFAULT, Optional.empty(), Optional.empty());
    }

    private Source open(HttpPushSettings settings) throws SourceException {
        return settings.open(new SourceOpening("medical", List.of("birth"), Optional.empty(), Duration.ofMillis(200)));
    }

    @Test
    void shouldAdmitOnlyTokensOfKnownKeysForThisAudienceInTime() throws Exception {
        // Given
        ECKey known = PushCaller.newKey("one");
        ECKey other = PushCaller.newKey("one");
        Path keys = directory.resolve("keys.json");
        PushCaller.writeKeys(keys, known);
        Instant soon = Instant.now().plusSeconds(300);
        HttpPushSettings settings = PushCaller.settings(port, PushLimits.DEFAULT, Optional.of(keys), Optional.empty());
        try (Settling source = Settling.open(settings, "birth")) {
            // When / Then
            assertThat(statusWith(PushCaller.token(known, PushCaller.AUDIENCE, soon)))
                    .isEqualTo(200);
            assertThat(statusWith(PushCaller.token(known, "https://elsewhere.example", soon)))
                    .isEqualTo(401);
            assertThat(statusWith(PushCaller.token(
                            known, PushCaller.AUDIENCE, Instant.now().minusSeconds(300))))
                    .isEqualTo(401);
            assertThat(statusWith(PushCaller.token(other, PushCaller.AUDIENCE, soon)))
                    .isEqualTo(401);
            assertThat(statusWith("eyJhbGciOiJub25lIn0.e30.")).isEqualTo(401);
            assertThat(statusWith("not a token")).isEqualTo(401);

            // And: a key that is rolled over
            PushCaller.writeKeys(keys, other);
            Files.setLastModifiedTime(keys, FileTime.from(Instant.now().plusSeconds(5)));
            assertThat(statusWith(PushCaller.token(other, PushCaller.AUDIENCE, soon)))
                    .isEqualTo(200);
            assertThat(statusWith(PushCaller.token(known, PushCaller.AUDIENCE, soon)))
                    .isEqualTo(401);

            // And: a file that is broken while it is written
            Files.writeString(keys, "{");
            assertThat(statusWith(PushCaller.token(other, PushCaller.AUDIENCE, soon)))
                    .isEqualTo(200);
        }
    }

    private int statusWith(String token) throws IOException, InterruptedException {
        return caller.send(caller.withToken(BIRTHS, "{\"id\":\"1\"}", token)).statusCode();
    }

    @Test
    void shouldTakeNothingFromACallerItDoesNotKnow() throws Exception {
        try (Source source = open(signed())) {
            // When
            HttpResponse<String> anonymous = caller.send(caller.to(BIRTHS)
                    .POST(BodyPublishers.ofString("{\"id\":\"1\"}"))
                    .build());
            HttpResponse<String> bearer = caller.send(caller.withToken(BIRTHS, "{\"id\":\"1\"}", "x"));
            HttpResponse<String> late = caller.send(caller.signed(
                    BIRTHS,
                    "application/json",
                    "{}",
                    PushCaller.SECRET,
                    Instant.now().minus(Duration.ofMinutes(6))));

            // Then
            assertThat(List.of(anonymous.statusCode(), bearer.statusCode(), late.statusCode()))
                    .containsOnly(401);
            assertThat(anonymous.headers().firstValue("WWW-Authenticate")).hasValue("Signature");
            assertThat(late.body()).contains("PT5M", "the time here");
            assertThat(source.poll(Duration.ofMillis(100)).items()).isEmpty();
        }
    }

    @Test
    void shouldTakeNothingThatASignatureDoesNotCover() throws Exception {
        // Given: a request somebody signed, and what somebody else makes of it on the way
        HttpRequest signed =
                caller.signed(BIRTHS, "application/json", "{\"id\":\"1\"}", PushCaller.SECRET, Instant.now());
        String parameters = signed.headers().firstValue("Signature-Input").orElseThrow();
        String digest = caller.signed(BIRTHS, "application/json", "{\"id\":\"2\"}", "x", Instant.now())
                .headers()
                .firstValue("Content-Digest")
                .orElseThrow();
        List<HttpRequest> changed = List.of(
                copyOf(signed).POST(BodyPublishers.ofString("{\"id\":\"2\"}")).build(),
                copyOf(signed)
                        .setHeader("Content-Digest", digest)
                        .POST(BodyPublishers.ofString("{\"id\":\"2\"}"))
                        .build(),
                copyOf(signed)
                        .uri(caller.to("/v1/records/enrolment").build().uri())
                        .build(),
                copyOf(signed)
                        .setHeader("Signature-Input", parameters.replace(" \"content-digest\"", ""))
                        .build(),
                copyOf(signed)
                        .setHeader("Signature-Input", parameters.replaceAll("created=\\d+", "created=9999999999"))
                        .build());
        try (Source source = open(signed())) {
            // When
            List<Integer> answers = new ArrayList<>();
            for (HttpRequest request : changed) {
                answers.add(caller.send(request).statusCode());
            }

            // Then
            assertThat(answers).containsOnly(401);
            assertThat(source.poll(Duration.ofMillis(100)).items()).isEmpty();
        }
    }

    private static HttpRequest.Builder copyOf(HttpRequest request) {
        return HttpRequest.newBuilder(request, (name, value) -> true);
    }

    @Test
    void shouldRefuseATokenThatTakesThePublicKeyForASecret() throws Exception {
        // Given
        ECKey known = PushCaller.newKey("one");
        Path keys = directory.resolve("keys.json");
        PushCaller.writeKeys(keys, known);
        SignedJWT confused = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("one").build(),
                new JWTClaimsSet.Builder()
                        .audience(PushCaller.AUDIENCE)
                        .expirationTime(Date.from(Instant.now().plusSeconds(300)))
                        .build());
        confused.sign(new MACSigner(known.toPublicJWK().toJSONString()));
        HttpPushSettings settings = PushCaller.settings(port, PushLimits.DEFAULT, Optional.of(keys), Optional.empty());
        try (Settling source = Settling.open(settings, "birth")) {
            // When / Then
            assertThat(statusWith(confused.serialize())).isEqualTo(401);
        }
    }

    @Test
    void shouldShowNoSecret() {
        assertThat(signed().toString()).contains(PushCaller.KEY_ID).doesNotContain(PushCaller.SECRET);
    }
}
