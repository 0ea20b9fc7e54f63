package org.huzheng.identity;

/** A number that is no resident identity number. */
public final class IdentityNumberException extends RefusedNumberException {
    private static final long serialVersionUID = 1L;

    private final Rule rule;

    /** The rules of GB 11643-1999, in the order they are checked. */
    public enum Rule {
        LENGTH("位数不对", "wrong length"),
        CHARACTER("含有非法字符", "character not allowed"),
        FOREIGN_PERMANENT_RESIDENCE("外国人永久居留身份证号码", "number of a foreigner's permanent residence card"),
        REGION("行政区划代码不存在", "no such province"),
        BIRTH_DATE("出生日期不存在", "no such birth date"),
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

    IdentityNumberException(Rule rule, String expected, String found, int position) {
        super("身份号码 identity number: " + rule.chinese + " " + rule.english, expected, found, position);
        this.rule = rule;
    }

    /** The rule that refused the number. */
    public Rule rule() {
        return rule;
    }

    @Override
    public String ruleCode() {
        return "identity-number." + rule.name();
    }
}
