package org.huzheng.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonWebKeySetTest {
    /** The key of the ES256 example in RFC 7515, appendix A.3. */
    private static final PublicJwk RFC_7515_A3 = new PublicJwk(
            "a3", "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0");

    private static final String RFC_7515_A3_TOKEN = "eyJhbGciOiJFUzI1NiJ9"
            + ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
            + ".DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

    @Test
    void shouldVerifyTheExampleOfTheStandard() {
        // When
        CompactJws token = CompactJws.parse(RFC_7515_A3_TOKEN);

        // Then
        assertThat(token.isSignedBy(RFC_7515_A3)).isTrue();
        assertThat(token.payload()).containsEntry("iss", "joe");
    }

    @Test
    void shouldReadBackWhatItPublishes() {
        // Given
        JsonWebKeySet keys = JsonWebKeySet.of(RFC_7515_A3);

        // When
        JsonWebKeySet read = JsonWebKeySet.parse(keys.toJson());

        // Then
        assertThat(read).isEqualTo(keys);
        assertThat(read.find("a3")).contains(RFC_7515_A3);
        assertThat(read.find("other")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "kty, RSA, jwk.kty",
        "crv, P-384, jwk.crv",
        "alg, none, jwk.alg",
        "use, enc, jwk.use",
        "d, AAAA, jwk.d",
        "x, AAAA, jwk.x",
        "y, f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU, a point on P-256",
        "kid, ' ', jwk.kid",
    })
    void shouldRefuseAKeyItCannotVerifyWith(String member, String value, String message) {
        // Given
        Map<String, Object> members = RFC_7515_A3.toMembers();
        members.put(member, value);
        String json = StrictJson.write(Map.of("keys", List.of(members)));

        // When
        var refusal =
                assertThatExceptionOfType(MalformedTokenException.class).isThrownBy(() -> JsonWebKeySet.parse(json));

        // Then
        refusal.withMessageContaining(message);
    }

    @Test
    void shouldRefuseTwoKeysOfOneName() {
        assertThatExceptionOfType(MalformedTokenException.class)
                .isThrownBy(() -> new JsonWebKeySet(List.of(RFC_7515_A3, RFC_7515_A3)))
                .withMessageContaining("two named a3");
    }
}
