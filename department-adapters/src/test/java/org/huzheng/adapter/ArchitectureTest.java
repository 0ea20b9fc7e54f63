package org.huzheng.adapter;

import java.util.List;
import org.huzheng.testing.HouseRules;
import org.huzheng.testing.KeepsTheHouseRules;
import org.junit.jupiter.api.Test;

/** An edge knows only the contract. */
class ArchitectureTest extends KeepsTheHouseRules {
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
