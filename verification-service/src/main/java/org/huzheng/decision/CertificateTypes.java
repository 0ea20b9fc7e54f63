package org.huzheng.decision;

import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.exchange.RequestHeader;

/**
 * The certificate types the exchange knows.
 *
 * @param types each once
 */
public record CertificateTypes(List<CertificateType<?>> types) {
    public CertificateTypes {
        types = List.copyOf(types);
    }

    /** The type with this code. */
    public Optional<CertificateType<?>> ofCode(String code) {
        return types.stream().filter(type -> type.code().equals(code)).findFirst();
    }

    /** The type whose requests are of this class. */
    public Optional<CertificateType<?>> ofRequest(SpecificRecord request) {
        return types.stream()
                .filter(type -> type.requestClass().isInstance(request))
                .findFirst();
    }

    /**
     * The head of a request.
     *
     * @throws IllegalArgumentException if the record is no request of a known type
     */
    public RequestHeader requestHeaderOf(SpecificRecord request) {
        return ofRequest(request)
                .map(type -> type.bind(request).header())
                .orElseThrow(() -> new IllegalArgumentException("expected a request of a known certificate type, found "
                        + request.getSchema().getFullName()));
    }

    /** The type whose decisions are of this class. */
    public Optional<CertificateType<?>> ofDecision(SpecificRecord decision) {
        return types.stream()
                .filter(type -> type.decisionClass().isInstance(decision))
                .findFirst();
    }
}
