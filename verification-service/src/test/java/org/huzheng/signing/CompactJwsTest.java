package org.huzheng.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompactJwsTest {
    @TempDir
    static Path folder;

    @Test
    void shouldReadBackWhatItSigned() {
        // Given
        IssuerKey key = key();

        // When
        CompactJws token = CompactJws.parse(CompactJws.sign("test+jwt", Map.of("事由", "入学"), key.signer()));

        // Then
        token.requireHeader("test+jwt");
        assertThat(token.payload()).isEqualTo(Map.of("事由", "入学"));
        assertThat(token.keyId()).contains(key.publicJwk().kid());
        assertThat(token.isSignedBy(key.publicJwk())).isTrue();
        assertThat(token).hasToString("CompactJws[typ=test+jwt, redacted]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"alg":"none","typ":"test+jwt"}                  | header.alg: expected ES256, found "none"
                    {"alg":"HS256","typ":"test+jwt"}                 | header.alg: expected ES256, found "HS256"
                    {"typ":"test+jwt"}                               | header.alg: expected ES256, found none
                    {"alg":"ES256","typ":"JWT"}                      | header.typ: expected test+jwt, found "JWT"
                    {"alg":"ES256"}                                  | header.typ: expected test+jwt, found none
                    {"alg":"ES256","typ":"test+jwt","crit":["b64"]}  | header.crit
                    """)
    void shouldRefuseAHeaderOfAnotherAlgorithmOrType(String header, String message) {
        // Given
        CompactJws token = CompactJws.parse(Base64Url.encodeUtf8(header) + "." + Base64Url.encodeUtf8("{}") + ".AAAA");

        // When
        var refusal = assertThatExceptionOfType(MalformedTokenException.class)
                .isThrownBy(() -> token.requireHeader("test+jwt"));

        // Then
        refusal.withMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {}          | {"a":1,"a":2} | payload
                    {}          | {} {}         | payload
                    {}          | []            | payload
                    {}          | null          | payload
                    {"alg":     | {}            | header
                    """)
    void shouldRefuseContentTwoReadersCouldReadDifferently(String header, String payload, String where) {
        // Given
        String token = Base64Url.encodeUtf8(header) + "." + Base64Url.encodeUtf8(payload) + ".AAAA";

        // When
        var refusal =
                assertThatExceptionOfType(MalformedTokenException.class).isThrownBy(() -> CompactJws.parse(token));

        // Then
        refusal.satisfies(e -> assertThat(e.where()).isEqualTo(where));
    }

    @ParameterizedTest
    @CsvSource({
        "e30.e30, token",
        "e30.e30.AAAA., token",
        "e30.e30.AAB, signature",
        "e30.e30.AA=, signature",
        "e30.e3 .AA, payload"
    })
    void shouldRefuseTextThatIsNoCompactToken(String token, String where) {
        // When
        var refusal =
                assertThatExceptionOfType(MalformedTokenException.class).isThrownBy(() -> CompactJws.parse(token));

        // Then
        refusal.satisfies(e -> assertThat(e.where()).isEqualTo(where));
    }

    @Test
    void shouldNotQuoteContentInErrors() {
        // Given
        byte[] broken = "{\"name\":\"王小明\" 11010519491231002X".getBytes(StandardCharsets.UTF_8);

        // When
        var refusal = assertThatExceptionOfType(MalformedTokenException.class)
                .isThrownBy(() -> StrictJson.readObject(broken, "payload"));

        // Then
        refusal.satisfies(e -> assertThat(e.toString()).doesNotContain("王小明", "110105"));
        refusal.withNoCause();
    }

    private static IssuerKey key() {
        return IssuerKey.openOrCreate(
                folder.resolve("issuer.p12"), "pw".toCharArray(), "issuer", "局", Instant.parse("2026-11-23T08:00:00Z"));
    }
}
