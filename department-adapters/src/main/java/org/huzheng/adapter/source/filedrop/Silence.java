package org.huzheng.adapter.source.filedrop;

/** What it means that no file comes. */
public enum Silence {
    /** Nothing: perhaps nothing happened, perhaps the export is dead. What is known is what the last file says. */
    TELLS_NOTHING,
    /** That nothing happened: the department drops a file at once whenever something does, and watches by itself that it can. */
    MEANS_NOTHING_HAPPENED
}
