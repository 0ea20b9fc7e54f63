package org.huzheng.deploy;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.huzheng.adapter.AdapterConfiguration;
import org.huzheng.adapter.run.AdapterCheck;
import org.huzheng.adapter.run.AdapterException;
import org.huzheng.adapter.run.CheckReport;
import org.huzheng.settings.SettingsException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code huzheng adapter new|check|explain|run|status|pause|resume|quarantine}: a department's adapter, told what to do by a configuration file. */
@Command(
        name = "adapter",
        description = {
            "部门适配器:起草、检查、解释映射,运行、查看、暂停,处理被拒的行",
            "A department's adapter: draft, check and explain its mapping, run, watch and pause it, deal with refused rows."
        },
        mixinStandardHelpOptions = true,
        subcommands = {
            AdapterNewCommand.class,
            AdapterCommand.Check.class,
            AdapterExplainCommand.class,
            AdapterRunCommand.class,
            AdapterStatusCommand.class,
            AdapterFeedCommands.Pause.class,
            AdapterFeedCommands.Resume.class,
            AdapterQuarantineCommand.class
        })
final class AdapterCommand {
    private AdapterCommand() {}

    /** What all that read a configuration need. */
    abstract static class Verb implements Callable<Integer> {
        @Option(
                names = {"-c", "--config"},
                required = true,
                paramLabel = "FILE",
                description = {"适配器配置文件", "Configuration file of the adapter."})
        @SuppressWarnings("NullAway.Init") // picocli sets it before call()
        private Path file;

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before call()
        private CommandSpec spec;

        AdapterConfiguration configuration() throws SettingsException {
            return AdapterConfiguration.read(file, System.getenv());
        }

        CommandLine commandLine() {
            return spec.commandLine();
        }

        PrintWriter out() {
            return spec.commandLine().getOut();
        }
    }

    @Command(
            name = "check",
            description = {
                "试读来源,不发布任何东西;有被拒的行时返回 1,一行也没有时返回 3",
                "Read the source and publish nothing. Ends with 1 where rows would be refused, with 3 where there are none."
            },
            mixinStandardHelpOptions = true)
    static final class Check extends Verb {
        @Option(
                names = "--rows",
                paramLabel = "N",
                defaultValue = "10000",
                description = {"每个表或文件至多读取的行数", "Rows of each table or file to read at most (default ${DEFAULT-VALUE})."
                })
        private long rowsPerOriginMax;

        @Option(
                names = "--file",
                paramLabel = "PATH",
                description = {"只读这一个文件,例如已归档的", "Read this one file instead, e.g. an archived one."})
        private @Nullable Path oneFile;

        @Override
        public Integer call() throws SettingsException, AdapterException {
            CheckReport report = AdapterCheck.run(configuration(), rowsPerOriginMax, Optional.ofNullable(oneFile));
            out().printf(
                            "读取 rows read %d:可发布 publishable %d,无变化 unchanged %d,被拒 refused %d%n",
                            report.rows(), report.publishable(), report.unchanged(), report.refused());
            report.refusals().forEach(refusals -> print("!", refusals));
            report.tolerated().forEach(tolerated -> print("~", tolerated));
            report.events().forEach(this::print);
            return report.refused() == 0 ? 0 : 1;
        }

        /** Rows refused ({@code !}) or values left out or kept as they stand ({@code ~}) for one reason. */
        private void print(String mark, CheckReport.Refusals refusals) {
            CheckReport.Example example = refusals.example();
            out().printf(
                            "%s %d × %s%s %s%n",
                            mark,
                            refusals.count(),
                            refusals.rule(),
                            refusals.field().map(field -> " (" + field + ")").orElse(""),
                            refusals.recordType());
            out().printf(
                            "    例如 for example %s %s: 应为 expected %s,实为 found %s%n",
                            example.origin(),
                            example.location(),
                            example.expected(),
                            example.foundShown().orElse("-"));
        }

        /** A row beside the event it would become, line by line. */
        private void print(CheckReport.SideBySide pair) {
            out().printf("= %s ← %s %s%n", pair.recordType(), pair.origin(), pair.location());
            List<String> left = lines(pair.rowMasked());
            List<String> right = lines(pair.eventMasked());
            int width = left.stream().mapToInt(Columns::widthOf).max().orElse(0);
            for (int line = 0; line < Math.max(left.size(), right.size()); line++) {
                String row = line < left.size() ? left.get(line) : "";
                String event = line < right.size() ? right.get(line) : "";
                out().println("    " + Columns.padded(row, width) + " │ " + event);
            }
        }

        private static List<String> lines(Map<String, String> values) {
            return values.entrySet().stream()
                    .map(value -> value.getKey() + " = " + value.getValue())
                    .toList();
        }
    }
}
