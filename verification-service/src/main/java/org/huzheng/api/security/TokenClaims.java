package org.huzheng.api.security;

/** What tokens of this service say beside what RFC 9068 names, and the scopes that no type of question names. */
public final class TokenClaims {
    /** Claim of a citizen's token: the person key of whom the identity platform has identified. */
    public static final String PERSON_KEY = "person_key";

    /** Claim of an agent's token: a list of the credit codes of the employers whose authorised agent the asker is. */
    public static final String EMPLOYERS = "employers";

    /** Scope: dispute records of one's own. */
    public static final String OWN_DISPUTES = "dispute:own";

    private TokenClaims() {}
}
