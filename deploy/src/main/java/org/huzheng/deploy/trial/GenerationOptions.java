package org.huzheng.deploy.trial;

import picocli.CommandLine.Option;

/** Option of every command that makes or compares an exchange: how many partitions its generation has. */
public final class GenerationOptions {
    /** Partitions of the co-partitioned topics where nothing else is said. */
    public static final int DEFAULT_PARTITIONS = 6;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "" + DEFAULT_PARTITIONS,
            description = {
                "本代同分区主题的分区数",
                "Partitions of co-partitioned topics, fixed for a generation (default ${DEFAULT-VALUE})."
            })
    private int partitions;

    /** Partitions of every co-partitioned topic. */
    public int partitions() {
        return partitions;
    }
}
