package org.huzheng.presentation;

import java.util.Set;

/** The claim names with a fixed meaning in our certificates. */
public final class CredentialClaims {
    /** Who issued the certificate: an https address (RFC 7519). */
    public static final String ISSUER = "iss";

    /** When it was issued, seconds since 1970 (RFC 7519). */
    public static final String ISSUED_AT = "iat";

    /** Before when it must not be relied on, seconds since 1970 (RFC 7519). */
    public static final String NOT_BEFORE = "nbf";

    /** From when on it must no longer be relied on, seconds since 1970 (RFC 7519). */
    public static final String EXPIRES_AT = "exp";

    /** Its type (SD-JWT VC). */
    public static final String TYPE = "vct";

    /** Where its status can be found (Token Status List). */
    public static final String STATUS = "status";

    /** The key of its holder (RFC 7800); our certificates are not bound to one. */
    public static final String CONFIRMATION = "cnf";

    /** Its number per GB/T 36904. */
    public static final String NUMBER = "number";

    /** What it was made for (事由). */
    public static final String PURPOSE = "purpose";

    /** The digests of what may be disclosed (RFC 9901). */
    public static final String DIGESTS = "_sd";

    /** The hash of those digests (RFC 9901). */
    public static final String DIGEST_ALGORITHM = "_sd_alg";

    /** The digest of an element of an array (RFC 9901). */
    public static final String ELEMENT_DIGEST = "...";

    /** Names no claim may bear, since they are the machinery of selective disclosure. */
    public static final Set<String> MACHINERY = Set.of(DIGESTS, DIGEST_ALGORITHM, ELEMENT_DIGEST);

    /** Names that must be visible to everybody and may never come from a disclosure. */
    public static final Set<String> ALWAYS_DISCLOSED =
            Set.of(ISSUER, ISSUED_AT, NOT_BEFORE, EXPIRES_AT, TYPE, STATUS, CONFIRMATION, NUMBER, PURPOSE);

    private CredentialClaims() {}
}
