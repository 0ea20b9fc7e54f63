package org.huzheng.broker.registry;

import org.junit.jupiter.api.BeforeAll;

/** Our own registry. */
class ConfluentConformanceTest extends RegistryConformance {
    @BeforeAll
    static void start() {
        fetchGenuineClient();
    }

    @Override
    String registryUrl() {
        return EXCHANGE.registryUrl();
    }

    @Override
    void restart() {
        EXCHANGE.stop();
        EXCHANGE.start();
    }
}
