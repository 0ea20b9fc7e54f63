package org.huzheng.dispute;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.huzheng.cases.CaseEvent;
import org.huzheng.cases.PlayedCase;
import org.huzheng.cases.WorkedCase;
import org.huzheng.dossier.Dossier;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.exchange.Dispute;
import org.huzheng.exchange.Locator;
import org.huzheng.wire.AvroWire;
import org.huzheng.wire.RecordDigest;
import org.junit.jupiter.api.Test;

/** Which later version of a record answers a dispute about it. */
class CorrectionTest {
    /** An enrolment of which the employer is disputed. */
    private static final String EMPLOYER = """
            people: {wang: 王强 M 1985-09-09}
            records:
              - {enrolment: r, of: wang, employer: 甲公司, from: 2020-01-01}
              - {dispute: d, of: wang, about: r, field: employerCode}
            """;

    @Test
    void shouldBeNoneWhereTheRecordGoesOnOtherwiseFromALaterDay() {
        assertThat(correctionOf(EMPLOYER + """
                  - {enrolment: r, change: REINSTATED, employer: 乙公司, from: 2025-06-15}
                """)).isEmpty();
    }

    @Test
    void shouldBeTheVersionOfTheSameDaysThatSaysOtherwise() {
        assertThat(correctionOf(EMPLOYER + """
                  - {enrolment: r, change: REINSTATED, employer: 乙公司, from: 2025-06-15}
                  - {enrolment: r, change: CORRECTED, employer: 丙公司, from: 2019-07-01}
                """)).hasValue(3L);
    }

    @Test
    void shouldBeAnAnnulmentWhateverItsDays() {
        assertThat(correctionOf(EMPLOYER + """
                  - {enrolment: r, change: ANNULLED, from: 2025-06-15}
                """)).hasValue(2L);
    }

    @Test
    void shouldBeAnotherMonthOfAPaymentAlsoWhereItIsALaterOne() {
        assertThat(correctionOf("""
                people: {wang: 王强 M 1985-09-09}
                records:
                  - {contribution: r, of: wang, employer: 甲公司, month: 2025-01}
                  - {dispute: d, of: wang, about: r, field: month}
                  - {contribution: r, change: CORRECTED, month: 2025-02}
                """)).hasValue(2L);
    }

    /** The version of the record {@code r} that answers the dispute {@code d}. */
    private static Optional<Long> correctionOf(String yaml) {
        PlayedCase played = WorkedCase.inline("correction", yaml + "ask: []\n").played("correction");
        Dispute dispute = (Dispute) played.records().of("d").get(0).value();
        List<RecordEvent> versions = new ArrayList<>();
        for (CaseEvent event : played.records().of("r")) {
            versions.add(RecordEvent.of(
                    new Locator(event.topic().name(), 0, (long) versions.size()),
                    RecordDigest.sha256(AvroWire.body(event.value())),
                    event.value()));
        }
        return Disputes.correction(
                        dispute,
                        Dossier.fold(dispute.getPersonKey(), versions)
                                .histories()
                                .get(0))
                .map(event -> event.header().getVersion());
    }
}
