package org.huzheng.deploy.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.huzheng.deploy.trial.TrialException;
import org.huzheng.deploy.trial.TrialOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code huzheng bench}: speed, each figure as a ratio to a limit measured in the same run. */
@Command(
        name = "bench",
        description = {"基准:先测极限,再测自身", "Benchmarks: limits first, then what we do with them."},
        mixinStandardHelpOptions = true,
        subcommands = {BenchCommand.Spine.class, BenchCommand.Adapters.class, BenchCommand.Judging.class})
public final class BenchCommand {
    private BenchCommand() {}

    /** {@code huzheng bench spine}: the whole way of a record. */
    @Command(
            name = "spine",
            description = {
                "记录的全程:登记簿到主题、主题到档案、申请到证明、重放",
                "The whole way of a record: registers to topics, topics to dossiers, requests to certificates, replay."
            },
            mixinStandardHelpOptions = true)
    static final class Spine implements Callable<Integer> {
        @Mixin
        @SuppressWarnings("NullAway.Init") // picocli sets it before call()
        private TrialOptions options;

        @Mixin
        @SuppressWarnings("NullAway.Init") // picocli sets it before call()
        private BenchOptions bench;

        @Override
        public Integer call() throws TrialException, IOException, InterruptedException, ExecutionException {
            int people = options.people();
            Duration load = bench.load();
            BenchReport report = bench.run(directory -> new SpineBench(
                            new SpineBench.Settings(directory, options.seed(), people, load), bench.narrator())
                    .run());
            return report.counts().getOrDefault("decisionsDifferent", 0L) == 0 ? 0 : 1;
        }
    }

    /** {@code huzheng bench adapters}: adapters alone, source by source. */
    @Command(
            name = "adapters",
            description = {
                "适配器:文件与数据库回填、变更捕获、变更到主题的时延、全量文件比对、内存",
                "Adapters: backfills of files and tables, change capture, how soon a change is visible, full dumps,"
                        + " memory.",
                "是否达标只作参考,不影响返回值。 Targets met or not are for reading: they do not change the exit code."
            },
            mixinStandardHelpOptions = true)
    static final class Adapters implements Callable<Integer> {
        @Mixin
        @SuppressWarnings("NullAway.Init") // picocli sets it before call()
        private BenchOptions bench;

        @Option(
                names = "--rows",
                paramLabel = "N",
                defaultValue = "50000",
                description = {"每个登记簿的行数,至少 1000", "Rows of each register, at least 1000 (default ${DEFAULT-VALUE})."})
        private int rows;

        @Option(
                names = "--memory-rows",
                paramLabel = "N",
                defaultValue = "200000",
                description = {"以 -Xmx256m 回填的行数", "Rows of the backfill under -Xmx256m (default ${DEFAULT-VALUE})."})
        private int memoryRows;

        @Option(
                names = "--parts",
                split = ",",
                paramLabel = "PART",
                defaultValue = "dumps,file,table,capture,memory",
                description = {"所测的部分,以逗号分隔", "What is measured, separated by commas (default ${DEFAULT-VALUE})."})
        private Set<AdapterBench.Part> parts = Set.of();

        @Override
        public Integer call() throws TrialException, IOException, InterruptedException, ExecutionException {
            AdapterBench.Size size = new AdapterBench.Size(
                    bench.requireAtLeast("--rows", AdapterBench.FEWEST_ROWS, rows),
                    bench.requireAtLeast("--memory-rows", 1, memoryRows),
                    bench.load());
            bench.run(directory -> new AdapterBench(directory, parts, size, bench.narrator()).run());
            return 0;
        }
    }

    /** {@code huzheng bench judging}: what judging does by itself. */
    @Command(
            name = "judging",
            description = {
                "判定:折叠、历史长短、人口多少、单人核验、亲属核验、磁盘占用",
                "Judging: folding, long histories, many people, claims about one person, kinship, bytes on disk.",
                "是否达标只作参考,不影响返回值。 Targets met or not are for reading: they do not change the exit code."
            },
            mixinStandardHelpOptions = true)
    static final class Judging implements Callable<Integer> {
        @Mixin
        @SuppressWarnings("NullAway.Init") // picocli sets it before call()
        private BenchOptions bench;

        @Option(
                names = "--people",
                paramLabel = "N",
                defaultValue = "10000",
                description = {
                    "人数,每人 24 个月缴费,至少 60",
                    "People, each with 24 months paid, at least 60 (default ${DEFAULT-VALUE})."
                })
        private int people;

        @Option(
                names = "--many-people",
                paramLabel = "N",
                defaultValue = "100000",
                description = {
                    "与之相比的多人档案的人数",
                    "People in the dossier store that is compared with one of so few (default ${DEFAULT-VALUE})."
                })
        private int manyPeople;

        @Option(
                names = "--turns",
                paramLabel = "N",
                defaultValue = "2",
                description = {
                    "折叠与其极限轮流测几次",
                    "How often folding is measured, in turns with its limit (default ${DEFAULT-VALUE})."
                })
        private int turns;

        @Option(
                names = "--parts",
                split = ",",
                paramLabel = "PART",
                defaultValue = "folding,population,claims,kinship",
                description = {"所测的部分,以逗号分隔", "What is measured, separated by commas (default ${DEFAULT-VALUE})."})
        private Set<JudgingBench.Part> parts = Set.of();

        @Override
        public Integer call() throws TrialException, IOException, InterruptedException, ExecutionException {
            int few = bench.requireAtLeast("--people", JudgingBench.FEWEST_PEOPLE, people);
            int many = bench.requireAtLeast("--many-people", few, manyPeople);
            int counted = bench.requireAtLeast("--turns", 1, turns);
            Duration load = bench.load();
            bench.run(directory -> new JudgingBench(
                            new JudgingBench.Settings(parts, directory, few, many, counted, load), bench.narrator())
                    .run());
            return 0;
        }
    }
}
