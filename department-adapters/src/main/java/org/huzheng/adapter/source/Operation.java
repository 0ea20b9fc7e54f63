package org.huzheng.adapter.source;

/** What the source says happened to a row. */
public enum Operation {
    /** The row was read as it stands: a snapshot, a file. */
    READ,
    /** The row was inserted. */
    INSERT,
    /** The row was updated. */
    UPDATE,
    /** The row was deleted; its values may be no more than its primary key. */
    DELETE
}
