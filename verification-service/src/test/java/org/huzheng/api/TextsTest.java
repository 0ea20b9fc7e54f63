package org.huzheng.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.huzheng.decision.Rule;
import org.huzheng.exchange.Answer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TextsTest {
    private final Texts texts = new Texts();

    @ParameterizedTest
    @EnumSource(Rule.class)
    void shouldHaveATextInBothLanguagesForEveryRule(Rule rule) {
        assertThat(texts.ruleZh(rule.code())).matches(".*\\p{IsHan}.*");
        assertThat(texts.ruleEn(rule.code())).matches("[ -~]+");
    }

    @ParameterizedTest
    @EnumSource(Answer.class)
    void shouldHaveATextInBothLanguagesForEveryAnswer(Answer answer) {
        assertThat(texts.answerZh(answer)).matches(".*\\p{IsHan}.*");
        assertThat(texts.answerEn(answer)).matches("[ -~]+");
    }
}
