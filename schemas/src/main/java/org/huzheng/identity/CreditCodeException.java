package org.huzheng.identity;

/** A code that is no unified social credit code. */
public final class CreditCodeException extends RefusedNumberException {
    private static final long serialVersionUID = 1L;

    private final Rule rule;

    /** The rules of GB 32100-2015, in the order they are checked. */
    public enum Rule {
        LENGTH("位数不对", "wrong length"),
        CHARACTER("含有非法字符", "character not allowed"),
        CHECK_CHARACTER("校验码不符", "check character does not match");

        private final String chinese;
        private final String english;

        Rule(String chinese, String english) {
            this.chinese = chinese;
            this.english = english;
        }

        /** What is wrong, in Chinese. */
        public String chinese() {
            return chinese;
        }

        /** What is wrong, in English. */
        public String english() {
            return english;
        }
    }

    CreditCodeException(Rule rule, String expected, String found, int position) {
        super("统一社会信用代码 unified social credit code: " + rule.chinese + " " + rule.english, expected, found, position);
        this.rule = rule;
    }

    /** The rule that refused the code. */
    public Rule rule() {
        return rule;
    }

    @Override
    public String ruleCode() {
        return "credit-code." + rule.name();
    }
}
