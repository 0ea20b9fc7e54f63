package org.huzheng.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.huzheng.presentation.SampleCertificates.SALTS;

import java.util.List;
import java.util.Map;
import org.huzheng.presentation.Disclosure;
import org.huzheng.signing.Base64Url;
import org.huzheng.signing.StrictJson;
import org.huzheng.verify.CheckResult.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisclosureResolverTest extends VerifyingTest {
    @Test
    void shouldRefuseADisclosureThatNothingReferences() {
        assertRefused(
                GOOD.serialize() + disclosure("c2FsdHNhbHRzYWx0c2FsdA", "relation", "父子") + "~",
                "1 disclosures are referenced by no signed digest");
    }

    @Test
    void shouldRefuseAChangedDisclosure() {
        // Given: the same salt and name, another value
        String original = GOOD.disclosures().get(0).encoded();
        String changed = disclosure(SALTS.saltFor("applicant_name"), "applicant_name", "李四");

        // When
        String tampered = GOOD.serialize().replace(original, changed);

        // Then
        assertThat(tampered).isNotEqualTo(GOOD.serialize());
        assertRefused(tampered, "referenced by no signed digest");
    }

    @Test
    void shouldRefuseADisclosurePresentedTwice() {
        assertRefused(GOOD.serialize() + GOOD.disclosures().get(0).encoded() + "~", "presented twice");
    }

    @Test
    void shouldRefuseADigestThatOccursTwice() {
        // Given
        String digest = GOOD.disclosures().get(0).digest();
        String tampered = withClaims(claims -> {
            claims.put("_sd", List.of(digest));
            claims.put("other", Map.of("_sd", List.of(digest)));
        });

        // Then
        assertRefused(tampered, "A digest occurs twice");
    }

    @ParameterizedTest
    @CsvSource({
        "_sd, reserved",
        "..., reserved",
        "iss, replaces the claim",
        "purpose, replaces the claim",
        "cnf, replaces the claim",
        "nbf, replaces the claim",
    })
    void shouldRefuseASignedDisclosureOfAReservedName(String name, String message) {
        // Given
        String encoded = disclosure("c2FsdHNhbHRzYWx0c2FsdA", name, "x");
        String token = withClaims(
                claims -> claims.put("_sd", List.of(Disclosure.parse(encoded).digest())));

        // Then
        assertRefused(token + encoded + "~", message);
    }

    @Test
    void shouldRefuseDisclosuresInTheWrongKindOfPlace() {
        // Given
        String element = Base64Url.encodeUtf8("[\"c2FsdHNhbHRzYWx0c2FsdA\",\"x\"]");
        String member = disclosure("c2FsdHNhbHRzYWx0c2FsdA", "name", "x");
        String elementAsMember = withClaims(
                claims -> claims.put("_sd", List.of(Disclosure.parse(element).digest())));
        String memberAsElement = withClaims(claims -> claims.put(
                "rows", List.of(Map.of("...", Disclosure.parse(member).digest()))));

        // Then
        assertRefused(elementAsMember + element + "~", "stands for a claim");
        assertRefused(memberAsElement + member + "~", "stands for an array element");
        assertRefused(withClaims(claims -> claims.put("_sd", "x")), "not an array");
        assertRefused(withClaims(claims -> claims.put("_sd", List.of(1))), "not a text");
        assertRefused(withClaims(claims -> claims.put("row", Map.of("...", "x"))), "outside of an array element");
    }

    @Test
    void shouldResolveNestedDisclosuresOfOtherIssuers() {
        // Given: an object that hides a member, and an array that hides an element
        String inner = disclosure("aW5uZXJpbm5lcmlubmVyMQ", "city", "示例市");
        String outer = Base64Url.encodeUtf8(StrictJson.write(List.of(
                "b3V0ZXJvdXRlcm91dGVyMQ",
                "address",
                Map.of("_sd", List.of(Disclosure.parse(inner).digest(), "decoy")))));
        String element = Base64Url.encodeUtf8("[\"ZWxlbWVudGVsZW1lbnQx\",\"second\"]");
        String token = withClaims(claims -> {
            claims.put("_sd", List.of(Disclosure.parse(outer).digest()));
            claims.put(
                    "rows",
                    List.of("first", Map.of("...", Disclosure.parse(element).digest()), Map.of("...", "decoy2")));
        });

        // When
        VerificationReport report = verify(token + outer + "~" + inner + "~" + element + "~");

        // Then
        assertThat(report.verdict()).isInstanceOfSatisfying(Verdict.Valid.class, valid -> assertThat(valid.claims())
                .containsEntry("address", Map.of("city", "示例市"))
                .containsEntry("rows", List.of("first", "second")));
    }

    private void assertRefused(String presented, String message) {
        assertOnly(verify(presented), Check.DISCLOSURES, Outcome.FAILED, message);
    }
}
