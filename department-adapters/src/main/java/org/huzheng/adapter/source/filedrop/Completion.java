package org.huzheng.adapter.source.filedrop;

/** How a department says that a file is complete. */
public enum Completion {
    /** It has its final name: it was written under another, {@code NAME.part}, and renamed. The manifest of a full dump may have been put there before it. */
    RENAMED,
    /** {@code NAME.manifest} lies beside it, a JSON object with the number of its rows and its SHA-256. */
    MANIFEST,
    /** {@code NAME.sha256} lies beside it, as {@code sha256sum} writes it, with the number of its rows in a line {@code # rows 12}. */
    SHA256
}
