package org.huzheng.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import org.huzheng.certificate.CertificateNumberException.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateNumberTest {
    private static final String PUBLISHED = "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U";

    @ParameterizedTest
    @CsvFileSource(resources = "published-numbers.csv")
    void shouldReadPublishedNumbersAndWriteThemBack(String published, String seen) {
        // Given
        assertThat(seen).isNotBlank();

        // When
        CertificateNumber number = CertificateNumber.parse(published);

        // Then
        assertThat(number).hasToString(published);
    }

    @Test
    void shouldLinkAVersionToTheOneItReplaces() {
        // Given
        CertificateNumber first = CertificateNumber.parse(PUBLISHED);

        // When
        CertificateNumber second = first.next();

        // Then
        assertThat(second).hasToString("1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.002.S");
    }

    @Test
    void shouldGiveOneRequestOneSerial() {
        // Given
        String requestId = "0b7c1f6e-request";

        // When
        CertificateNumber number = CertificateNumber.of("KINSHIP", "11110000000000000X", requestId, 1);

        // Then: SHA-256 modulo 36^20, recomputed outside this code base
        assertThat(number).isEqualTo(CertificateNumber.of("KINSHIP", "11110000000000000X", requestId, 1));
        assertThat(number.serial()).isEqualTo("EOS1IX974793HEWCBDO9");
        assertThat(number.version()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    1.2.156.3005.2.T1.I1.S1.001       | WHOLE   | 9 parts
                    1.2.156.3006.2.T1.I1.S1.001.0     | ROOT    | 1.2.156.3006.2
                    1.2.156.3005.2.t1.I1.S1.001.0     | TYPE    | "t1"
                    1.2.156.3005.2.T1..S1.001.0       | ISSUER  | ""
                    1.2.156.3005.2.T1.I1.S_1.001.0    | SERIAL  | "S_1"
                    1.2.156.3005.2.T1.I1.S1.1.0       | VERSION | 1
                    1.2.156.3005.2.T1.I1.S1.000.0     | VERSION | 0
                    1.2.156.3005.2.T1.I1.S1.001.00    | CHECK   | 00
                    """)
    void shouldNameThePartThatIsWrong(String text, Part part, String found) {
        // When
        var refusal = assertThatExceptionOfType(CertificateNumberException.class)
                .isThrownBy(() -> CertificateNumber.parse(text));

        // Then
        refusal.satisfies(e -> {
            assertThat(e.part()).isEqualTo(part);
            assertThat(e.found()).isEqualTo(found);
            assertThat(e).hasMessageContaining(e.expected());
        });
    }

    @Test
    void shouldRefuseAVersionAfterTheLast() {
        // Given
        CertificateNumber last = new CertificateNumber("T1", "I1", "S1", CertificateNumber.LAST_VERSION);

        // When
        var refusal =
                assertThatExceptionOfType(CertificateNumberException.class).isThrownBy(last::next);

        // Then
        refusal.satisfies(e -> assertThat(e.part()).isEqualTo(Part.VERSION));
    }

    @Property
    void shouldReadBackEveryNumber(@ForAll("numbers") CertificateNumber number) {
        assertThat(CertificateNumber.parse(number.toString())).isEqualTo(number);
    }

    @Property
    void shouldDetectAnySingleChangedCharacter(
            @ForAll("numbers") CertificateNumber number,
            @ForAll @IntRange(max = 10_000) int place,
            @ForAll @CharRange(from = '0', to = '9') @CharRange(from = 'A', to = 'Z') @CharRange(from = '.', to = '.')
                    char other) {
        // Given
        StringBuilder text = new StringBuilder(number.toString());
        int index = place % text.length();
        if (text.charAt(index) == other) {
            return;
        }

        // When
        text.setCharAt(index, other);

        // Then
        assertThatExceptionOfType(CertificateNumberException.class)
                .isThrownBy(() -> CertificateNumber.parse(text.toString()));
    }

    @Provide
    Arbitrary<CertificateNumber> numbers() {
        Arbitrary<String> code = Arbitraries.strings()
                .withCharRange('0', '9')
                .withCharRange('A', 'Z')
                .ofMinLength(1)
                .ofMaxLength(21);
        return Combinators.combine(code, code, code, Arbitraries.integers().between(1, 999))
                .as(CertificateNumber::new);
    }
}
