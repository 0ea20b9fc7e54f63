package org.huzheng.decision;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DecisionHeadersTest {
    @Test
    void shouldTellTheRuleVersionsThatOnceDecidedFromTodaysAndFromOthers() {
        assertThat(DecisionHeaders.isEarlierRuleVersion("2026.11")).isTrue();
        assertThat(DecisionHeaders.isEarlierRuleVersion("2026.12")).isTrue();
        assertThat(DecisionHeaders.isEarlierRuleVersion("2026.13")).isTrue();
        assertThat(DecisionHeaders.isEarlierRuleVersion(DecisionHeaders.RULE_VERSION))
                .isFalse();
        assertThat(DecisionHeaders.isEarlierRuleVersion("2025.01")).isFalse();
    }
}
