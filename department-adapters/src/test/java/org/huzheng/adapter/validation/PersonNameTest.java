package org.huzheng.adapter.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class PersonNameTest {
    private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9A-F]{4})");

    private static String unescaped(String text) {
        return ESCAPE.matcher(text).replaceAll(match -> String.valueOf((char) Integer.parseInt(match.group(1), 16)));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "names.csv", numLinesToSkip = 1, ignoreLeadingAndTrailingWhitespace = false)
    void shouldWriteANameInOneWayOrSayWhichCharacterForbidsIt(
            String found, @Nullable String written, @Nullable String reason) throws Exception {
        // Given
        String name = unescaped(found);

        // When / Then
        if (written != null) {
            assertThat(PersonName.normalise("name", name)).isEqualTo(unescaped(written));
            return;
        }
        assertThatExceptionOfType(RejectedValueException.class)
                .isThrownBy(() -> PersonName.normalise("name", name))
                .satisfies(refused -> {
                    assertThat(refused.rejection().rule()).isEqualTo(Rule.NAME_CHARACTER);
                    assertThat(refused.rejection().expected()).contains(reason);
                    assertThat(refused.rejection().found()).hasValue(name);
                });
    }
}
