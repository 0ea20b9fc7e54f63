package org.huzheng.audit;

import org.apache.avro.specific.SpecificRecord;
import org.huzheng.certificate.KnownCertificateTypes;

/** Request ids of request records, and whom they are about. */
final class RequestIds {
    private RequestIds() {}

    static String of(SpecificRecord request) {
        return KnownCertificateTypes.all().requestHeaderOf(request).getRequestId();
    }

    /** Person the request is about. */
    static String applicantOf(SpecificRecord request) {
        return KnownCertificateTypes.all().requestHeaderOf(request).getApplicantKey();
    }
}
