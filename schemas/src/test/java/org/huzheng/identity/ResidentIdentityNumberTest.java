package org.huzheng.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.LocalDate;
import org.huzheng.event.Sex;
import org.huzheng.identity.RefusedNumberException.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class ResidentIdentityNumberTest {
    @ParameterizedTest
    @CsvFileSource(
            resources = "accepted-identity-numbers.csv",
            numLinesToSkip = 2,
            ignoreLeadingAndTrailingWhitespace = false)
    void shouldReadANumberAsPeopleAndOldRegistersWriteIt(
            String text, String value, LocalDate birthDate, Sex sex, String region, boolean permit) {
        // When
        ResidentIdentityNumber number = ResidentIdentityNumber.parse(text);

        // Then
        assertThat(number.value()).isEqualTo(value);
        assertThat(number.birthDate()).isEqualTo(birthDate);
        assertThat(number.sex()).isEqualTo(sex);
        assertThat(number.regionCode()).isEqualTo(region);
        assertThat(number.isResidencePermit()).isEqualTo(permit);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "refused-identity-numbers.csv", numLinesToSkip = 2)
    void shouldRefuseANumberAndNameTheRule(String text, Rule rule, int position, String found) {
        // When
        RefusedNumberException refusal =
                catchThrowableOfType(RefusedNumberException.class, () -> ResidentIdentityNumber.parse(text));

        // Then
        assertThat(refusal).isNotNull();
        assertThat(refusal.rule()).isEqualTo(rule);
        assertThat(refusal.position()).isEqualTo(position);
        assertThat(refusal.found()).isEqualTo(found);
        assertThat(refusal).hasMessageContainingAll(rule.text(), refusal.expected(), found);
    }

    @Test
    void shouldComputeTheCheckCharacterOfASyntheticNumber() {
        // When
        ResidentIdentityNumber number = ResidentIdentityNumber.of("110105", LocalDate.of(1949, 12, 31), 2);

        // Then
        assertThat(number.value()).isEqualTo("11010519491231002X");
    }

    @Test
    void shouldRefuseToMakeANumberOfPartsThatAreNone() {
        LocalDate date = LocalDate.of(1990, 1, 1);

        assertThatThrownBy(() -> ResidentIdentityNumber.of("110105", date, 1000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1000");
        assertThatThrownBy(() -> ResidentIdentityNumber.of("1101", date, 1)).isInstanceOf(RefusedNumberException.class);
        assertThatThrownBy(() -> ResidentIdentityNumber.of("11010甲", date, 1))
                .isInstanceOf(RefusedNumberException.class);
        assertThatThrownBy(() -> ResidentIdentityNumber.of("990105", date, 1))
                .isInstanceOf(RefusedNumberException.class);
    }

    @Test
    void shouldShowNothingOfTheNumberInItsTextForm() {
        // Given
        ResidentIdentityNumber number = ResidentIdentityNumber.parse("11010519491231002X");

        // Then
        assertThat(number).hasToString("ResidentIdentityNumber[redacted]");
        assertThat(number.masked()).isEqualTo("110*************2X").hasSize(18);
    }
}
