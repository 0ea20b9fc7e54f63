package org.huzheng.deploy;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import org.huzheng.adapter.mapping.Explanation;
import org.huzheng.adapter.mapping.MappedRow;
import org.huzheng.adapter.run.AdapterException;
import org.huzheng.adapter.run.AdapterExplain;
import org.huzheng.adapter.validation.Rejection;
import org.huzheng.settings.SettingsException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code huzheng adapter explain}: walks one row of the source through the mapping. */
@Command(
        name = "explain",
        description = {
            "逐步说明一行如何变成事件(值已遮盖);该行被拒时返回 1",
            "Walk one row through the mapping, step by step, values masked. Ends with 1 where the row would be refused."
        },
        mixinStandardHelpOptions = true)
final class AdapterExplainCommand extends AdapterCommand.Verb {
    @Parameters(
            paramLabel = "ROW",
            defaultValue = "1",
            description = {"第几行,从 1 起", "Which row, from 1 (default ${DEFAULT-VALUE})."})
    private long row;

    @Option(
            names = "--from",
            paramLabel = "ORIGIN",
            description = {"该行所在的表或文件", "Table or file the row is in; left out, the rows of all are counted."})
    private @Nullable String from;

    @Option(
            names = "--file",
            paramLabel = "PATH",
            description = {"只读这一个文件,例如已归档的", "Read this one file instead, e.g. an archived one."})
    private @Nullable Path oneFile;

    @Override
    public Integer call() throws SettingsException, AdapterException {
        if (row < 1) {
            throw new ParameterException(commandLine(), "行号 ROW: 应为 expected a number of at least 1,实为 found " + row);
        }
        Explanation explanation = AdapterExplain.run(
                configuration(),
                new AdapterExplain.Choice(Optional.ofNullable(from), row),
                Optional.ofNullable(oneFile));
        out().println("→ " + explanation.recordType());
        explanation.lines().forEach(this::print);
        out().println(outcome(explanation.outcome()));
        return explanation.outcome() instanceof MappedRow.Refused ? 1 : 0;
    }

    private void print(Explanation.Line line) {
        String stages = line.stages().stream()
                .map(stage -> stage.name() + " = " + stage.valueMasked())
                .collect(Collectors.joining(" → "));
        out().println("  " + line.target() + ": " + (stages.isEmpty() ? "" : stages + " ⇒ ")
                + line.resultMasked().orElse("-"));
        line.rejection().ifPresent(rejection -> out().println(
                        "    " + (line.isTolerated() ? "~ " : "! ") + why(rejection, rejection.foundShown())));
    }

    private static String outcome(MappedRow outcome) {
        if (outcome instanceof MappedRow.Refused refused) {
            return "被拒 refused: " + why(refused.row().rejection(), refused.row().foundAtSource());
        }
        return outcome instanceof MappedRow.Deletion ? "删除 a deletion" : "可发布 publishable";
    }

    private static String why(Rejection rejection, Optional<String> found) {
        return rejection.rule().code()
                + rejection.field().map(field -> " (" + field + ")").orElse("") + ": 应为 expected "
                + rejection.expected() + ",实为 found "
                + found.orElse("-");
    }
}
