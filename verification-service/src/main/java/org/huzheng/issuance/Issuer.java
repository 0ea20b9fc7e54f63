package org.huzheng.issuance;

import java.net.URI;
import java.util.Objects;
import org.huzheng.identity.UnifiedSocialCreditCode;

/**
 * The authority certificates are issued in the name of, and where its published things are found.
 *
 * @param url the issuer's address without a slash at the end; {@code iss} of every certificate
 * @param authority name of the authority as people read it
 * @param creditCode its unified social credit code, part of every certificate number
 */
public record Issuer(String url, String authority, UnifiedSocialCreditCode creditCode) {
    /** Where status lists are served, below the issuer's address. */
    public static final String STATUS_LISTS_PATH = "/v1/status-lists";

    /** Where the metadata of credential types is served, below the issuer's address. */
    public static final String CREDENTIAL_TYPES_PATH = "/v1/credential-types";

    /** @throws IllegalArgumentException if the address is not absolute, ends with a slash or has a query */
    public Issuer {
        Objects.requireNonNull(creditCode, "creditCode");
        URI uri = URI.create(url);
        if (uri.getHost() == null || url.endsWith("/") || uri.getQuery() != null || uri.getFragment() != null) {
            throw new IllegalArgumentException(
                    "issuer address: expected an absolute address without a slash, query or fragment at the end, found \""
                            + url + "\"");
        }
        if (authority.isBlank()) {
            throw new IllegalArgumentException("issuing authority: expected a name, found a blank");
        }
    }

    /** Address the status lists lie under. */
    public String statusListsUri() {
        return url + STATUS_LISTS_PATH;
    }

    /** The {@code vct} of a certificate type: the address of its metadata. */
    public String credentialType(String certificateType) {
        return url + CREDENTIAL_TYPES_PATH + "/" + certificateType;
    }
}
