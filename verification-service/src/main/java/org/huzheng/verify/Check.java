package org.huzheng.verify;

/** What is checked about a presented certificate, in the order of checking. */
public enum Check {
    /** Shape, type and algorithm, before anything is believed. */
    FORMAT("格式"),
    /** Whether an authority we trust is named, with a key it published. */
    ISSUER("签发机关"),
    /** Whether that key signed exactly these bytes. */
    SIGNATURE("签名"),
    /** Whether now lies between issue and expiry. */
    VALIDITY("有效期"),
    /** Whether the issuer has revoked or suspended it. */
    STATUS("状态"),
    /** Whether each disclosed claim is one that was signed. */
    DISCLOSURES("披露项");

    private final String chinese;

    Check(String chinese) {
        this.chinese = chinese;
    }

    /** The name shown to people. */
    public String chinese() {
        return chinese;
    }
}
