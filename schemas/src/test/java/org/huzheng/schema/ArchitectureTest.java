package org.huzheng.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import org.huzheng.testing.HouseRules;
import org.junit.jupiter.api.Test;

/** The contract depends on nothing of ours and on no framework. */
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
    void shouldKeepTheContractFreeOfFrameworks() {
        HouseRules.keepsApart(
                        List.of("org.huzheng.."),
                        List.of("io.micronaut..", "org.apache.kafka.streams..", "kafka.."),
                        "every department can take the contract as it is")
                .check(CLASSES);
    }

    @Test
    void shouldKeepIdentityFreeOfTransport() {
        HouseRules.keepsApart(
                        List.of("org.huzheng.identity.."),
                        List.of("org.apache.kafka..", "org.apache.avro..", "com.fasterxml.."),
                        "an identity number is checked the same wherever it comes from")
                .check(CLASSES);
    }
}
