package org.huzheng.adapter.validation;

/** Rules a row can break. The {@link #code()} is what the quarantine topic, the metrics and the check report carry. */
public enum Rule {
    /** A resident identity number fits no form of GB 11643 or its check character is wrong. */
    IDENTITY_NUMBER("identity-number"),
    /** A unified social credit code is not one of GB 32100. */
    CREDIT_CODE("credit-code"),
    /** A code is not in its code list: relation, region, sex, kind, status. */
    UNKNOWN_CODE("unknown-code"),
    /** A date or month does not exist in the calendar or has another form. */
    IMPOSSIBLE_DATE("impossible-date"),
    /** A number is not one. */
    NOT_A_NUMBER("not-a-number"),
    /** A number does not fit its field: range, digits before or after the point. */
    NUMBER_OUT_OF_RANGE("number-out-of-range"),
    /** A column the mapping reads is not in the row at all. */
    MISSING_COLUMN("missing-column"),
    /** A value that must be there is blank. */
    MISSING_VALUE("missing-value"),
    /** Sex or birth date is not the one the identity number carries. */
    DISAGREES_WITH_IDENTITY_NUMBER("disagrees-with-identity-number"),
    /** The record id is itself an identity number and would put one on the exchange in the clear. */
    RECORD_ID_IS_IDENTITY_NUMBER("record-id-is-identity-number"),
    /** The record id holds a character that nobody sees. */
    RECORD_ID_CHARACTER("record-id-character"),
    /** A name holds an invisible or confusable character, or one no name has. */
    NAME_CHARACTER("name-character"),
    /** A date lies before or after the days it may lie between. */
    DATE_OUT_OF_RANGE("date-out-of-range"),
    /** A person the record refers to cannot be who it says. */
    REFERENCED_PERSON("referenced-person"),
    /** The columns of the row contradict one another, by a rule of the mapping. */
    CROSS_FIELD("cross-field"),
    /** An expression of the mapping has no value for the row. */
    EXPRESSION("expression"),
    /** A code was not yet or no longer in force on the day it must be valid at. */
    CODE_NOT_IN_FORCE("code-not-in-force"),
    /** A validity or other period ends before it begins. */
    PERIOD_REVERSED("period-reversed"),
    /** Bytes that are not text in the source's encoding. */
    UNDECODABLE_BYTES("undecodable-bytes"),
    /** A row has more or fewer columns than the header. */
    COLUMN_COUNT("column-count"),
    /** A file is refused as a whole; only a check meets it as a row. */
    REFUSED_FILE("refused-file"),
    /** What a row says does not fit into one message of the brokers. */
    ROW_TOO_LARGE("row-too-large"),
    /** A row is not of the form its source is to hand over: no object, an object within it. */
    MALFORMED_ROW("malformed-row"),
    /** The source did not hand over a value that it holds, for example a large unchanged one. */
    VALUE_WITHHELD("value-withheld"),
    /** The same version of the record was published before with another body. */
    CONFLICTING_VERSION("conflicting-version"),
    /** The version is lower than the last one published. */
    VERSION_WENT_BACK("version-went-back");

    private final String code;

    Rule(String code) {
        this.code = code;
    }

    /** Code in the quarantine topic, metrics and reports. */
    public String code() {
        return code;
    }
}
