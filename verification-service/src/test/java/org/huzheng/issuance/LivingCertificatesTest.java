package org.huzheng.issuance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.huzheng.exchange.CertificateAction.ISSUE;
import static org.huzheng.exchange.CertificateAction.REINSTATE;
import static org.huzheng.exchange.CertificateAction.REVOKE;
import static org.huzheng.exchange.CertificateAction.SUPERSEDE;
import static org.huzheng.exchange.CertificateAction.SUSPEND;

import java.nio.file.Path;
import java.util.List;
import org.huzheng.exchange.Certificate;
import org.huzheng.exchange.CertificateAction;
import org.huzheng.exchange.CertificateStatus;
import org.huzheng.exchange.KinshipDecision;
import org.huzheng.exchange.StatusChange;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What later decisions do to a certificate, and which do not fit what was issued. */
class LivingCertificatesTest {
    private static final String REQUEST = "request-1";

    private final Path state;

    @AutoClose
    private final DrivenIssuance issuance;

    LivingCertificatesTest(@TempDir Path state) {
        this.state = state;
        issuance = new DrivenIssuance(state.resolve("first"));
    }

    @Test
    void shouldRevokeTheOldVersionWhenANewOneSupersedesIt() {
        // Given
        issuance.decide(SampleDecisions.kinship(REQUEST, 1, ISSUE, 1));
        String old = issuance.onlyCertificate().getNumber();

        // When
        issuance.decide(SampleDecisions.kinship(REQUEST, 2, SUPERSEDE, 2));

        // Then
        Certificate issued = issuance.onlyCertificate();
        assertThat(issued.getVersion()).isEqualTo(2);
        assertThat(issued.getPreviousNumber()).isEqualTo(old);
        assertThat(issued.getStatusIndex()).isEqualTo(1);
        StatusChange change = issuance.onlyChange();
        assertThat(change.getNumber()).isEqualTo(old);
        assertThat(change.getStatus()).isEqualTo(CertificateStatus.REVOKED);
        assertThat(change.getSupersededBy()).isEqualTo(issued.getNumber());
        assertThat(change.getStatusIndex()).isZero();
    }

    @Test
    void shouldTurnTheStatusOfTheSlotItWasIssuedInto() {
        // Given
        issuance.decide(SampleDecisions.kinship(REQUEST, 1, ISSUE, 1));
        issuance.decide(SampleDecisions.kinship(REQUEST, 2, SUSPEND, 1));
        issuance.decide(SampleDecisions.kinship(REQUEST, 3, REINSTATE, 1));
        issuance.decide(SampleDecisions.kinship(REQUEST, 4, REVOKE, 1));

        // When
        List<StatusChange> changes = issuance.statusChanges().readValuesToList().stream()
                .map(StatusChange.class::cast)
                .toList();

        // Then
        assertThat(changes)
                .extracting(StatusChange::getStatus)
                .containsExactly(CertificateStatus.SUSPENDED, CertificateStatus.VALID, CertificateStatus.REVOKED);
        assertThat(changes).extracting(StatusChange::getStatusIndex).containsOnly(0);
        assertThat(changes.get(0).getRule()).isEqualTo("another-stated");
    }

    @Test
    void shouldIssueAgainAfterARevocation() {
        // Given
        issuance.decide(SampleDecisions.kinship(REQUEST, 1, ISSUE, 1));
        issuance.decide(SampleDecisions.kinship(REQUEST, 2, REVOKE, 1));
        String old = issuance.onlyCertificate().getNumber();
        issuance.onlyChange();

        // When
        issuance.decide(SampleDecisions.kinship(REQUEST, 3, ISSUE, 2));

        // Then
        assertThat(issuance.onlyCertificate().getPreviousNumber()).isEqualTo(old);
        assertThat(issuance.statusChanges().isEmpty()).isTrue();
    }

    @Test
    void shouldStopWhenADecisionDoesNotFitWhatWasIssued() {
        refuses(SampleDecisions.kinship(REQUEST, 1, REVOKE, 1), "expected certificate version 1, found versions []");
        refuses(SampleDecisions.kinship(REQUEST, 1, ISSUE, 2), "expected the version after versions [], found 2");
        refuses(SampleDecisions.kinship(REQUEST, 1, CertificateAction.UNKNOWN, 1), "found UNKNOWN");
    }

    @Test
    void shouldStopWhenTheSameVersionIsIssuedTwice() {
        // Given
        issuance.decide(SampleDecisions.kinship(REQUEST, 1, ISSUE, 1));

        // Then
        assertThatThrownBy(() -> issuance.decide(SampleDecisions.kinship(REQUEST, 1, ISSUE, 1)))
                .hasStackTraceContaining("expected the version after versions [1], found 1");
    }

    @Test
    void shouldStopWhenTheDecisionToIssueSaysNothing() {
        // Given
        KinshipDecision empty = SampleDecisions.kinship(REQUEST, 1, ISSUE, 1);
        empty.setContent(null);

        // Then
        refuses(empty, "expected a kinship decision that grants");
    }

    private void refuses(KinshipDecision decision, String message) {
        try (DrivenIssuance untouched = new DrivenIssuance(state.resolve(Integer.toHexString(message.hashCode())))) {
            assertThatThrownBy(() -> untouched.decide(decision)).hasStackTraceContaining(message);
        }
    }
}
