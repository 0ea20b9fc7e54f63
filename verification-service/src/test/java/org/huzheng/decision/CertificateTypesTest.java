package org.huzheng.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.huzheng.certificate.KnownCertificateTypes;
import org.huzheng.exchange.KinshipDecision;
import org.huzheng.exchange.KinshipRequest;
import org.huzheng.exchange.PaymentDecision;
import org.huzheng.exchange.RequestHeader;
import org.huzheng.household.Resident;
import org.junit.jupiter.api.Test;

class CertificateTypesTest {
    private final CertificateTypes types = KnownCertificateTypes.all();

    @Test
    void shouldFindATypeByItsCodeAndItsRecords() {
        assertThat(types.ofCode("payment"))
                .isEqualTo(types.ofDecision(new PaymentDecision()))
                .isPresent()
                .isNotEqualTo(types.ofCode("kinship"));
        assertThat(types.ofCode("kinship"))
                .isEqualTo(types.ofDecision(new KinshipDecision()))
                .isEqualTo(types.ofRequest(new KinshipRequest()));
        assertThat(types.ofCode("no-such")).isEmpty();
        assertThat(types.ofDecision(new Resident())).isEmpty();
    }

    @Test
    void shouldReadTheHeadOfARequestAndOfNothingElse() {
        // Given
        KinshipRequest request = new KinshipRequest();
        RequestHeader header = new RequestHeader();
        request.setHeader(header);

        // Then
        assertThat(types.requestHeaderOf(request)).isSameAs(header);
        assertThatThrownBy(() -> types.requestHeaderOf(new Resident()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "expected a request of a known certificate type, found org.huzheng.household.Resident");
    }
}
