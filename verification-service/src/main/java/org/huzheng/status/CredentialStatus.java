package org.huzheng.status;

/** What a status list says of one certificate (Token Status List, section 7.1), in two bits. */
public enum CredentialStatus {
    /** 有效: nothing speaks against the certificate. */
    VALID(0),
    /** 无效: revoked, rescinded or cancelled, for ever. */
    INVALID(1),
    /** 暂扣: not to be relied on for now; may become valid again or invalid. */
    SUSPENDED(2);

    private final int code;

    CredentialStatus(int code) {
        this.code = code;
    }

    /** The value in the list. */
    public int code() {
        return code;
    }

    /**
     * The status written as {@code code}.
     *
     * @throws MalformedStatusListException for a value no meaning is agreed for
     */
    public static CredentialStatus ofCode(int code) {
        for (CredentialStatus status : values()) {
            if (status.code == code) {
                return status;
            }
        }
        throw new MalformedStatusListException("status value", "0, 1 or 2", Integer.toString(code));
    }
}
