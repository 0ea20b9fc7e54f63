package org.huzheng.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.huzheng.identity.RefusedNumberException.Rule;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class UnifiedSocialCreditCodeTest {
    @ParameterizedTest
    @CsvFileSource(resources = "credit-codes.csv", numLinesToSkip = 2)
    void shouldReadACodeOrNameTheRuleThatRefusesIt(
            String text, @Nullable String value, @Nullable Rule rule, @Nullable Integer position) {
        if (rule == null) {
            assertThat(UnifiedSocialCreditCode.parse(text).value()).isEqualTo(value);
            return;
        }
        RefusedNumberException refusal =
                catchThrowableOfType(RefusedNumberException.class, () -> UnifiedSocialCreditCode.parse(text));
        assertThat(refusal).isNotNull();
        assertThat(refusal.rule()).isEqualTo(rule);
        assertThat(refusal.position()).isEqualTo(position);
        assertThat(refusal).hasMessageContaining(rule.text());
    }

    @Test
    void shouldTellTheRegionOfTheRegisteringAuthority() {
        assertThat(UnifiedSocialCreditCode.parse("91350100M000100Y43").regionCode())
                .isEqualTo("350100");
    }
}
