package org.huzheng.presentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskedIdentityNumberTest {
    @Test
    void shouldShowThreeAndFourCharacters() {
        assertThat(MaskedIdentityNumber.of("11010519491231002X").text()).isEqualTo("110***********002X");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "110105491231002", "11010519491231002x", "11010519491231002XX", "1101051949123100２X"})
    void shouldRefuseWhatIsNotANumberWithoutRepeatingIt(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MaskedIdentityNumber.of(text))
                .withMessageNotContaining("110105");
    }

    @Test
    void shouldRefuseATextThatIsNotMasked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MaskedIdentityNumber("11010519491231002X"))
                .withMessageNotContaining("110105");
    }
}
