package org.huzheng.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import java.util.List;
import org.huzheng.testing.HouseRules;
import org.huzheng.testing.KeepsTheHouseRules;
import org.junit.jupiter.api.Test;

/** Rules and folds are pure; Kafka Streams stays in the topologies and their wiring. */
class ArchitectureTest extends KeepsTheHouseRules {
    @Test
    void shouldJudgeWithoutFrameworks() {
        HouseRules.keepsApart(
                        List.of(
                                "org.huzheng.dossier..",
                                "org.huzheng.kinship..",
                                "org.huzheng.payment..",
                                "org.huzheng.claims..",
                                "org.huzheng.dispute..",
                                "org.huzheng.employer..",
                                "org.huzheng.decision.."),
                        List.of("org.apache.kafka..", "io.micronaut.."),
                        "an auditor recomputes a decision with the rules alone")
                .check(CLASSES);
    }

    @Test
    void shouldJudgeAndFoldWithoutClockNorChance() {
        HouseRules.noClockNorChance(
                        "org.huzheng.dossier..",
                        "org.huzheng.kinship..",
                        "org.huzheng.payment..",
                        "org.huzheng.claims..",
                        "org.huzheng.dispute..",
                        "org.huzheng.employer..",
                        "org.huzheng.decision..",
                        "org.huzheng.topology..")
                .check(CLASSES);
    }

    @Test
    void shouldSignAndVerifyWithoutFrameworksOrTheClock() {
        HouseRules.keepsApart(
                        List.of(
                                "org.huzheng.certificate..",
                                "org.huzheng.signing..",
                                "org.huzheng.status..",
                                "org.huzheng.presentation..",
                                "org.huzheng.verify.."),
                        List.of("org.apache.kafka..", "io.micronaut.."),
                        "anybody verifies a certificate with these rooms alone")
                .check(CLASSES);
        HouseRules.noClockNorChance(
                        "org.huzheng.certificate..",
                        "org.huzheng.status..",
                        "org.huzheng.presentation..",
                        "org.huzheng.verify..")
                .check(CLASSES);
    }

    @Test
    void shouldLeaveKafkaStreamsToTheTopologiesAndTheirWiring() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "org.huzheng.topology..",
                        "org.huzheng.issuance..",
                        "org.huzheng.results..",
                        "org.huzheng.app..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka.streams..")
                .because("these rooms know how records flow; the others know what they mean")
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void shouldKeepTheTopologyFreeOfTheFramework() {
        HouseRules.keepsApart(
                        List.of("org.huzheng.topology.."),
                        List.of("io.micronaut.."),
                        "the topology is replayed without it")
                .check(CLASSES);
    }

    @Test
    void shouldKnowOnlyTheContractOfOurs() {
        HouseRules.keepsApart(
                        List.of("org.huzheng.."),
                        List.of("org.huzheng.broker..", "org.huzheng.adapter.."),
                        "any broker and any edge will do")
                .check(CLASSES);
    }
}
