package org.huzheng.api;

import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.ResourceBundle;
import org.huzheng.exchange.Answer;

/** What answers, rules and states of disputes are called, in Chinese and in English. */
@Singleton
final class Texts {
    private static final String BUNDLE = "org.huzheng.api.messages";
    private final ResourceBundle chinese = ResourceBundle.getBundle(BUNDLE, Locale.SIMPLIFIED_CHINESE);
    private final ResourceBundle english =
            ResourceBundle.getBundle(BUNDLE, Locale.ROOT, Texts.class.getClassLoader(), noFallback());

    private static ResourceBundle.Control noFallback() {
        return ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
    }

    String ruleZh(String rule) {
        return chinese.getString("rule." + rule);
    }

    String ruleEn(String rule) {
        return english.getString("rule." + rule);
    }

    String disputeZh(String state) {
        return chinese.getString("dispute." + state);
    }

    String disputeEn(String state) {
        return english.getString("dispute." + state);
    }

    String answerZh(Answer answer) {
        return chinese.getString("answer." + answer.name());
    }

    String answerEn(Answer answer) {
        return english.getString("answer." + answer.name());
    }
}
