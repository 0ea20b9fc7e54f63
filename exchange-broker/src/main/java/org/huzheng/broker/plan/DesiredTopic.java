package org.huzheng.broker.plan;

import java.util.Map;
import java.util.TreeMap;

/**
 * A topic as declared.
 *
 * @param partitions fixed for a generation of the exchange
 * @param config every setting that differs, or must not ever differ, from the broker's default
 */
public record DesiredTopic(String name, int partitions, Map<String, String> config) {
    public DesiredTopic {
        config = Map.copyOf(config);
        if (partitions < 1) {
            throw new IllegalArgumentException(
                    "topic " + name + ": expected at least one partition, found " + partitions);
        }
    }

    @Override
    public String toString() {
        return name + " (" + partitions + " partitions, " + new TreeMap<>(config) + ")";
    }
}
