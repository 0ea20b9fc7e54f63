package org.huzheng.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.huzheng.topology.Scenario.NOON;

import org.apache.kafka.streams.test.TestRecord;
import org.huzheng.cases.PlayedCase;
import org.huzheng.cases.WorkedCase;
import org.huzheng.catalogue.Topics;
import org.huzheng.exchange.Contradiction;
import org.huzheng.exchange.Evidence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Departments whose records contradict each other are told so. */
class ContradictionsTest {
    private static final PlayedCase TWO_MOTHERS =
            WorkedCase.inline("two mothers", """
                people: {wu: 吴秀英 F 1985-04-11, gao: 高洁 F 1983-10-10, tian: 吴天 M 2018-09-09}
                records:
                  - {entry: h1, of: wu}
                  - {entry: h2, of: tian, mother: gao}
                  - {birth: b1, mother: wu, child: tian, certificate: T110001}
                ask: []
                """).played("two-mothers");

    private final DrivenTopology topology = new DrivenTopology();

    @AfterEach
    void close() {
        topology.close();
    }

    @Test
    void shouldNameBothSidesAndTheirDepartments() {
        // Given
        Scenario.publish(topology, TWO_MOTHERS);

        // When
        topology.ask(TWO_MOTHERS.request("mother", "{kinship: [wu, tian], claimed: MOTHER}"), NOON);

        // Then
        assertThat(topology.rawOn(Topics.CONTRADICTIONS))
                .extracting(TestRecord::key)
                .containsExactly(TWO_MOTHERS.key("wu"));
        assertThat(topology.on(Topics.CONTRADICTIONS, Contradiction.class))
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.getDecisionId()).isEqualTo("two-mothers-mother/1");
                    assertThat(found.getRule()).isEqualTo("relation-contradicted");
                    assertThat(found.getDepartments()).containsExactly("household", "medical");
                    assertThat(found.getRecords())
                            .extracting(Evidence::getRecordType)
                            .containsExactly("org.huzheng.household.Resident", "org.huzheng.medical.Birth");
                    assertThat(found.getSettledBy()).isEqualTo("org.huzheng.medical.Birth");
                });
    }

    @Test
    void shouldTellNobodyWhereNothingIsContradicted() {
        // When
        Scenario.certifyMotherhood(topology);

        // Then
        assertThat(topology.rawOn(Topics.CONTRADICTIONS)).isEmpty();
    }
}
