package org.huzheng.broker.registry;

/** Our own registry. */
class ConfluentConformanceTest extends RegistryConformance {
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
