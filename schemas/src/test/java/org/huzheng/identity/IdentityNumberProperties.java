package org.huzheng.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.huzheng.codes.Region;

class IdentityNumberProperties {
    private static final PersonKeyDerivation KEYS =
            new PersonKeyDerivation("a secret of the tests, 32 bytes..".getBytes(StandardCharsets.US_ASCII));

    @Property
    void shouldReadBackWhatItMade(@ForAll("numbers") ResidentIdentityNumber number) {
        assertThat(ResidentIdentityNumber.parse(number.value())).isEqualTo(number);
    }

    @Property
    void shouldRefuseANumberWithOneCharacterChanged(
            @ForAll("numbers") ResidentIdentityNumber number,
            @ForAll @IntRange(max = 17) int position,
            @ForAll("characters") char character) {
        Assume.that(number.value().charAt(position) != character);
        String changed = number.value().substring(0, position)
                + character
                + number.value().substring(position + 1);

        assertThatThrownBy(() -> ResidentIdentityNumber.parse(changed)).isInstanceOf(RefusedNumberException.class);
    }

    @Property
    void shouldRefuseANumberWithTwoNeighboursExchanged(
            @ForAll("numbers") ResidentIdentityNumber number, @ForAll @IntRange(max = 16) int position) {
        char[] characters = number.value().toCharArray();
        Assume.that(characters[position] != characters[position + 1]);
        char first = characters[position];
        characters[position] = characters[position + 1];
        characters[position + 1] = first;

        assertThatThrownBy(() -> ResidentIdentityNumber.parse(new String(characters)))
                .isInstanceOf(RefusedNumberException.class);
    }

    @Property
    void shouldLengthenAnOldNumberToTheNumberAndThePersonKeyOfToday(
            @ForAll("numbersOfTheCentury") ResidentIdentityNumber number) {
        String value = number.value();
        String old = value.substring(0, 6) + value.substring(8, 17);

        ResidentIdentityNumber lengthened = ResidentIdentityNumber.parse(old);

        assertThat(lengthened).isEqualTo(number).hasSameHashCodeAs(number);
        assertThat(KEYS.keyOf(lengthened)).isEqualTo(KEYS.keyOf(number));
    }

    @Property
    void shouldGiveTwoPeopleTwoKeys(
            @ForAll("numbers") ResidentIdentityNumber one, @ForAll("numbers") ResidentIdentityNumber other) {
        Assume.that(!one.equals(other));

        assertThat(KEYS.keyOf(one)).isNotEqualTo(KEYS.keyOf(other));
    }

    @Property
    void shouldReadOrRefuseAnyTextWithoutRepeatingIt(@ForAll("texts") String text) {
        try {
            assertThat(ResidentIdentityNumber.parse(text).value()).hasSize(18);
        } catch (RefusedNumberException refusal) {
            assertThat(text.length() < 15 || !refusal.getMessage().contains(text.strip()))
                    .as("the message leaves the number out")
                    .isTrue();
        }
    }

    @Property
    void shouldRefuseACreditCodeWithOneCharacterChanged(
            @ForAll("creditCodes") UnifiedSocialCreditCode code,
            @ForAll @IntRange(max = 17) int position,
            @ForAll("creditCharacters") char character) {
        Assume.that(code.value().charAt(position) != character);
        String changed =
                code.value().substring(0, position) + character + code.value().substring(position + 1);

        assertThatThrownBy(() -> UnifiedSocialCreditCode.parse(changed)).isInstanceOf(RefusedNumberException.class);
    }

    @Property
    void shouldReadBackACreditCodeItMade(@ForAll("creditCodes") UnifiedSocialCreditCode code) {
        assertThat(UnifiedSocialCreditCode.parse(code.value())).isEqualTo(code);
    }

    @Provide
    Arbitrary<ResidentIdentityNumber> numbers() {
        return numbersBornFrom(LocalDate.of(1800, 1, 1), LocalDate.of(2099, 12, 31));
    }

    @Provide
    Arbitrary<ResidentIdentityNumber> numbersOfTheCentury() {
        return numbersBornFrom(LocalDate.of(1900, 1, 1), LocalDate.of(1999, 12, 31))
                .filter(number -> !number.isResidencePermit());
    }

    @Provide
    Arbitrary<Character> characters() {
        return Arbitraries.of('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'X');
    }

    @Provide
    Arbitrary<Character> creditCharacters() {
        return Arbitraries.strings()
                .withChars("0123456789ABCDEFGHJKLMNPQRTUWXY")
                .ofLength(1)
                .map(text -> text.charAt(0));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(25),
                Arbitraries.strings().numeric().ofMinLength(14).ofMaxLength(19),
                numbers().map(ResidentIdentityNumber::value).map(value -> value.replace('1', '7')));
    }

    @Provide
    Arbitrary<UnifiedSocialCreditCode> creditCodes() {
        return Combinators.combine(
                        Arbitraries.of("91", "92", "11", "12"),
                        Arbitraries.strings().numeric().ofLength(6),
                        Arbitraries.strings()
                                .withChars("0123456789ABCDEFGHJKLMNPQRTUWXY")
                                .ofLength(9))
                .as((kind, region, body) -> UnifiedSocialCreditCode.withCheckCharacter(kind + region + body));
    }

    private static Arbitrary<ResidentIdentityNumber> numbersBornFrom(LocalDate first, LocalDate last) {
        return Combinators.combine(
                        Arbitraries.of(Region.all()).map(Region::code),
                        Arbitraries.longs().between(first.toEpochDay(), last.toEpochDay()),
                        Arbitraries.integers().between(0, 999))
                .as((region, day, sequence) -> ResidentIdentityNumber.of(region, LocalDate.ofEpochDay(day), sequence));
    }
}
