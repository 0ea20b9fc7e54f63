package org.huzheng.decision;

import java.time.Period;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.exchange.RequestHeader;

/**
 * A type of question the exchange judges; most are issued as certificates.
 *
 * @param code code in the API and in scopes, e.g. {@code kinship}
 * @param numberCode type part of the certificate number, GB/T 36904
 * @param chineseName name as people read it
 * @param englishName name beside it
 * @param requestClass record of its requests
 * @param decisionClass record of its decisions
 * @param judge judges its requests
 * @param validity how long a certificate stands at most; zero for what is answered only
 * @param touchedLater whether facts after the request touch it; a certificate of a past period is touched only inside that period
 */
public record CertificateType<Q extends SpecificRecord>(
        String code,
        String numberCode,
        String chineseName,
        String englishName,
        Class<Q> requestClass,
        Class<? extends SpecificRecord> decisionClass,
        Judge<Q> judge,
        Period validity,
        boolean touchedLater) {

    /** Whether certificates of this type are issued; of the others only verifications can be asked for. */
    public boolean isIssued() {
        return !validity.isZero();
    }

    BoundRequest<Q> bind(SpecificRecord request) {
        return new BoundRequest<>(this, requestClass.cast(request));
    }

    /** A request with the type that judges it. */
    record BoundRequest<Q extends SpecificRecord>(CertificateType<Q> type, Q request) {
        RequestHeader header() {
            return type.judge().headerOf(request);
        }
    }
}
