package org.huzheng.identity;

/** A number of a person or an organisation that does not follow its standard. The message never holds the whole number. */
public final class RefusedNumberException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final Rule rule;
    private final String expected;
    private final String found;
    private final int position;

    /** What the number should have been. */
    enum Kind {
        /** GB 11643-1999. */
        IDENTITY_NUMBER("身份号码 identity number"),
        /** GB 32100-2015. */
        CREDIT_CODE("统一社会信用代码 unified social credit code");

        private final String text;

        Kind(String text) {
            this.text = text;
        }
    }

    /** The rules, in the order they are checked. A credit code knows only length, characters and check character. */
    public enum Rule {
        LENGTH("位数不对 wrong length"),
        CHARACTER("含有非法字符 character not allowed"),
        FOREIGN_PERMANENT_RESIDENCE("外国人永久居留身份证号码 number of a foreigner's permanent residence card"),
        REGION("行政区划代码不存在 no such province"),
        BIRTH_DATE("出生日期不存在 no such birth date"),
        CHECK_CHARACTER("校验码不符 check character does not match");

        private final String text;

        Rule(String text) {
            this.text = text;
        }

        /** What is wrong, in Chinese and English. */
        public String text() {
            return text;
        }
    }

    RefusedNumberException(Kind kind, Rule rule, String expected, String found, int position) {
        super(kind.text + ": " + rule.text + ": expected " + expected + ", found " + found
                + (position > 0 ? " at " + position : ""));
        this.rule = rule;
        this.expected = expected;
        this.found = found;
        this.position = position;
    }

    /** The rule that refused the number. */
    public Rule rule() {
        return rule;
    }

    /** What was expected. */
    public String expected() {
        return expected;
    }

    /** The offending part only, masked where it is personal. */
    public String found() {
        return found;
    }

    /** Position of the offending part in the number as normalised, from 1; 0 when it is the whole. */
    public int position() {
        return position;
    }
}
