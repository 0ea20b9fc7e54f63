package org.huzheng.broker;

import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.List;
import org.huzheng.testing.HouseRules;
import org.huzheng.testing.KeepsTheHouseRules;
import org.junit.jupiter.api.Test;

/** The shared ground knows only the contract. */
class ArchitectureTest extends KeepsTheHouseRules {
    @Test
    void shouldNotKnowTheEdgesNorTheService() {
        HouseRules.keepsApart(
                        List.of("org.huzheng.."),
                        List.of(
                                "org.huzheng.adapter..",
                                "org.huzheng.app..",
                                "org.huzheng.topology..",
                                "io.micronaut..",
                                "org.apache.kafka.streams.."),
                        "the shared ground is below those who stand on it")
                .check(CLASSES);
    }

    @Test
    void shouldKeepServersBelowPlansAndPlansBelowOperations() {
        HouseRules.keepsApart(
                        List.of("org.huzheng.broker.embedded..", "org.huzheng.broker.registry.."),
                        List.of(
                                "org.huzheng.broker.grants..",
                                "org.huzheng.broker.plan..",
                                "org.huzheng.broker.exchange..",
                                "org.huzheng.catalogue.."),
                        "broker and registry serve whatever is declared, without knowing it")
                .check(CLASSES);
        HouseRules.keepsApart(
                        List.of("org.huzheng.broker.plan.."),
                        List.of("org.huzheng.broker.exchange.."),
                        "a plan does not know who operates")
                .check(CLASSES);
    }

    @Test
    void shouldPlanWithoutClientsClockOrChance() {
        ArchRuleDefinition.noClasses()
                .that()
                .haveFullyQualifiedName("org.huzheng.broker.plan.Plan")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka.clients..", "java.time..", "java.net..", "java.io..")
                .because("the same two states give the same plan")
                .check(CLASSES);
    }
}
