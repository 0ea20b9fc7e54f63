package org.huzheng.issuance;

import java.util.List;
import java.util.Optional;
import org.huzheng.exchange.Certificate;
import org.huzheng.exchange.IssuedCertificates;
import org.huzheng.exchange.StatusChange;

/**
 * What follows from one decision.
 *
 * @param certificate the certificate to publish, if one is issued
 * @param changes status changes to publish, in order
 * @param after the request's certificates from now on
 */
record Issued(Optional<Certificate> certificate, List<StatusChange> changes, IssuedCertificates after) {
    Issued {
        changes = List.copyOf(changes);
    }
}
