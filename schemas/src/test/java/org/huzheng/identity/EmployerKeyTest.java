package org.huzheng.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmployerKeyTest {
    @ParameterizedTest
    @ValueSource(strings = {"91350100M000100Y43", " 91350100m000100y43 ", "９１350100M000100Y43"})
    void shouldBeOneKeyHoweverTheCodeIsWritten(String text) {
        assertThat(EmployerKey.named(text)).map(EmployerKey::value).contains("employer:91350100M000100Y43");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "91350100M000100Y44", "11010519491231002X"})
    void shouldKnowNoEmployerByWhatIsNoCode(@Nullable String text) {
        assertThat(EmployerKey.named(text)).isEmpty();
    }

    @Test
    void shouldNeverHoldAnIdentityNumber() {
        // Given
        List<String> bothANumberAndACode = IntStream.range(1, 1000)
                .mapToObj(sequence -> ResidentIdentityNumber.of("110105", LocalDate.of(1980, 1, 1), sequence)
                        .value())
                .filter(EmployerKeyTest::isCreditCode)
                .toList();

        // When / Then
        assertThat(bothANumberAndACode).isNotEmpty().allSatisfy(number -> {
            assertThat(EmployerKey.named(number)).isEmpty();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new EmployerKey(new UnifiedSocialCreditCode(number)))
                    .withMessageNotContaining(number);
        });
    }

    private static boolean isCreditCode(String text) {
        try {
            UnifiedSocialCreditCode.parse(text);
            return true;
        } catch (RefusedNumberException noCode) {
            return false;
        }
    }

    @Test
    void shouldNeverBeAPersonsKey() {
        // Given
        String key = EmployerKey.named("91350100M000100Y43").orElseThrow().value();

        // When / Then
        assertThatIllegalArgumentException().isThrownBy(() -> new PersonKey(key));
    }
}
