package org.huzheng.schema;

import java.util.List;
import org.huzheng.testing.HouseRules;
import org.huzheng.testing.KeepsTheHouseRules;
import org.junit.jupiter.api.Test;

/** The contract depends on nothing of ours and on no framework. */
class ArchitectureTest extends KeepsTheHouseRules {
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
