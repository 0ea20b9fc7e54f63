package org.huzheng.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.huzheng.event.ChangeType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonKeyTest {
    private final byte[] secret = secret();
    private final PersonKeyDerivation derivation = new PersonKeyDerivation(secret);

    @ParameterizedTest
    @CsvSource({"11010519491231002X,pmdVRTsQbc6gz6JkIUrlnw", "320102196710050038,xGkNyAXqucRAGqGko5hmTA"})
    void shouldDeriveTheKeyAnotherImplementationDerives(String number, String key) {
        assertThat(derivation.keyOf(ResidentIdentityNumber.parse(number))).isEqualTo(new PersonKey(key));
    }

    @Test
    void shouldDependOnTheSecret() {
        // Given
        ResidentIdentityNumber number = ResidentIdentityNumber.parse("11010519491231002X");
        byte[] other = secret();
        other[31]++;

        // Then
        assertThat(new PersonKeyDerivation(other).keyOf(number)).isNotEqualTo(derivation.keyOf(number));
    }

    @Test
    void shouldKeepItsOwnCopyOfTheSecret() {
        // Given
        ResidentIdentityNumber number = ResidentIdentityNumber.parse("11010519491231002X");
        PersonKey before = derivation.keyOf(number);

        // When
        secret[0]++;

        // Then
        assertThat(derivation.keyOf(number)).isEqualTo(before);
        assertThat(derivation).hasToString("PersonKeyDerivation[redacted]");
    }

    @Test
    void shouldTagContentWithoutEverGivingAPersonsKey() {
        // Given
        ResidentIdentityNumber number = ResidentIdentityNumber.parse("11010519491231002X");
        byte[] content = number.value().getBytes(StandardCharsets.US_ASCII);

        // When
        String tag = derivation.tagOf(content);

        // Then
        assertThat(tag)
                .matches("[A-Za-z0-9_-]{22}")
                .isEqualTo(derivation.tagOf(content))
                .isNotEqualTo(derivation.keyOf(number).value());
    }

    @Test
    void shouldRefuseAShortSecret() {
        assertThatThrownBy(() -> new PersonKeyDerivation(new byte[31]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("32", "31");
    }

    @Test
    void shouldDeriveTheSameKeysInManyThreads() {
        // Given
        List<ResidentIdentityNumber> numbers = IntStream.range(0, 1000)
                .mapToObj(i -> ResidentIdentityNumber.of("110105", LocalDate.of(1990, 1, 1), i))
                .toList();
        List<PersonKey> expected = numbers.stream().map(derivation::keyOf).toList();

        // When
        List<List<PersonKey>> found = IntStream.range(0, 8)
                .parallel()
                .mapToObj(thread -> numbers.stream().map(derivation::keyOf).toList())
                .toList();

        // Then
        assertThat(found).allMatch(expected::equals);
        assertThat(expected).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "pmdVRTsQbc6gz6JkIUrln",
                "pmdVRTsQbc6gz6JkIUrlnwA",
                "pmdVRTsQbc6gz6JkIUrlnx",
                "pmdVRTsQbc+gz6JkIUrlnw"
            })
    void shouldRefuseATextThatIsNoKeyWithoutRepeatingIt(String text) {
        assertThatThrownBy(() -> new PersonKey(text))
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(error -> assertThat(
                                text.isEmpty() || !error.getMessage().contains(text))
                        .isTrue());
    }

    @Test
    void shouldNameAVersionOfARecordAsAnotherImplementationDoes() {
        // When
        EventId id = EventId.of("household", "org.huzheng.household.Resident", "R-1", 0, 42, ChangeType.CREATED);

        // Then
        assertThat(id).hasToString("QCjPTxX25UnFme9M2j-2Lw");
    }

    @Test
    void shouldTellVersionsOfARecordApart() {
        String type = "org.huzheng.household.Resident";
        assertThat(List.of(
                        EventId.of("household", type, "1", 0, 42, ChangeType.CREATED),
                        EventId.of("household", type, "1", 0, 42, ChangeType.ENDED),
                        EventId.of("household", type, "1", 0, 43, ChangeType.CREATED),
                        EventId.of("household", type, "1", 1, 42, ChangeType.CREATED),
                        EventId.of("household", type, "10", 0, 42, ChangeType.CREATED),
                        EventId.of("medical", type, "1", 0, 42, ChangeType.CREATED)))
                .doesNotHaveDuplicates();
        assertThatThrownBy(() -> EventId.of("household", type, "1\0000", 0, 42, ChangeType.CREATED))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] secret() {
        byte[] secret = new byte[32];
        for (int i = 0; i < secret.length; i++) {
            secret[i] = (byte) i;
        }
        return secret;
    }
}
