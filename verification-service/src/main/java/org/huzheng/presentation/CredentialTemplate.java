package org.huzheng.presentation;

import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** How certificates of one type are put into claims. A new certificate type is one more of these. */
public interface CredentialTemplate {
    /** Code of the certificate type, e.g. {@code kinship}. */
    String certificateType();

    /** Every claim a certificate of this type may carry beside those of all types, in the order they are read. */
    List<ClaimDescription> claims();

    /**
     * Adds what the decision granted, members of maps always in the same order: issuing again after a crash gives the same text.
     *
     * @param decision a decision of this type with content
     * @throws MissingContentException if it is of another type or grants nothing
     */
    void write(SpecificRecord decision, CredentialContent.Builder content);
}
