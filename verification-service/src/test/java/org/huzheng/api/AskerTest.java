package org.huzheng.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.huzheng.audit.SyntheticRecords;
import org.huzheng.exchange.RequestHeader;
import org.huzheng.identity.EmployerKey;
import org.huzheng.socialsecurity.InsuranceKind;
import org.junit.jupiter.api.Test;

/** Who may see what was requested. */
class AskerTest {
    private static final EmployerKey EMPLOYER =
            EmployerKey.named(SyntheticRecords.employerCode(1)).orElseThrow();
    private static final EmployerKey ANOTHER =
            EmployerKey.named(SyntheticRecords.employerCode(2)).orElseThrow();
    private static final RequestHeader OF_EMPLOYER = SyntheticRecords.insuredThrough(
                    "request-1", SyntheticRecords.employerCode(1), 202601, InsuranceKind.PENSION)
            .getHeader();
    private static final RequestHeader OF_PERSON =
            SyntheticRecords.isMother("request-2", "mother", "child").getHeader();

    @Test
    void shouldShowAnEmployersPeopleToWhoAskedAsLongAsTheyAreItsAgent() {
        // Given
        String name = OF_EMPLOYER.getAsker();

        // When / Then
        assertThat(agent(name, EMPLOYER).maySee(OF_EMPLOYER)).isTrue();
        assertThat(agent(name, ANOTHER).maySee(OF_EMPLOYER)).isFalse();
        assertThat(new Asker(name, Set.of()).maySee(OF_EMPLOYER)).isFalse();
        assertThat(agent("another", EMPLOYER).maySee(OF_EMPLOYER)).isFalse();
    }

    @Test
    void shouldShowWhatIsAboutAPersonToWhoAsked() {
        // When / Then
        assertThat(new Asker(OF_PERSON.getAsker(), Set.of()).maySee(OF_PERSON)).isTrue();
        assertThat(agent("another", EMPLOYER).maySee(OF_PERSON)).isFalse();
    }

    @Test
    void shouldShowEverythingToWhoMayReadCertificates() {
        // Given
        Asker reader = new Asker("reader", Set.of(Asker.READ_CERTIFICATES));

        // When / Then
        assertThat(reader.maySee(OF_EMPLOYER)).isTrue();
        assertThat(reader.maySee(OF_PERSON)).isTrue();
    }

    private static Asker agent(String name, EmployerKey employer) {
        return new Asker(name, Set.of(), Optional.empty(), Set.of(employer));
    }
}
