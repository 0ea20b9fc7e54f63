package org.huzheng.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import org.huzheng.testing.HouseRules;
import org.junit.jupiter.api.Test;

/** An edge knows only the contract. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = HouseRules.classesOfThisModule();

    @Test
    void shouldKeepTheHouseRules() {
        HouseRules.everywhere().forEach(rule -> rule.check(CLASSES));
    }

    @Test
    void shouldSayWhatEachPackageIsFor() {
        assertThat(HouseRules.packagesWithoutPurpose()).isEmpty();
    }

    @Test
    void shouldLeaveTheConsoleToTheCommandLine() {
        HouseRules.noConsole().check(CLASSES);
    }

    @Test
    void shouldKnowOnlyTheContract() {
        HouseRules.keepsApart(
                        List.of("org.huzheng.."),
                        List.of(
                                "org.huzheng.broker..",
                                "org.huzheng.app..",
                                "org.huzheng.topology..",
                                "io.micronaut..",
                                "org.apache.kafka.streams.."),
                        "an edge runs at a department, far from the exchange")
                .check(CLASSES);
    }
}
