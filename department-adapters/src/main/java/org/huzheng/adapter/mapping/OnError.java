package org.huzheng.adapter.mapping;

/** What becomes of a row whose value for one field is not as expected. */
enum OnError {
    /** The row goes to quarantine. */
    REJECT,
    /** The field is left empty, where its schema allows that. */
    BLANK,
    /** The field takes the text as it stands, where its schema takes any text. */
    KEEP
}
