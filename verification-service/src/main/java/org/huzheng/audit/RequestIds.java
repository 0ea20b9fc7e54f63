package org.huzheng.audit;

import org.apache.avro.specific.SpecificRecord;
import org.huzheng.certificate.KnownCertificateTypes;

/** Request ids of request records. */
final class RequestIds {
    private RequestIds() {}

    static String of(SpecificRecord request) {
        return KnownCertificateTypes.all().requestHeaderOf(request).getRequestId();
    }
}
