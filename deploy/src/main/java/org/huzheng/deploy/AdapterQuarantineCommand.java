package org.huzheng.deploy;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.huzheng.adapter.control.Answer;
import org.huzheng.adapter.control.Order;
import org.huzheng.adapter.quarantine.MaskedEntry;
import org.huzheng.adapter.quarantine.Selection;
import org.huzheng.adapter.run.AdapterException;
import org.huzheng.adapter.run.AdapterQuarantine;
import org.huzheng.adapter.validation.Rule;
import org.huzheng.settings.SettingsException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code huzheng adapter quarantine list|show|replay|drop}: the rows a department's adapter refused. */
@Command(
        name = "quarantine",
        description = {
            "查看、重放、删除被拒的行(值一律遮盖)",
            "The rows that were refused: look at them, replay them, drop them. Values are masked."
        },
        mixinStandardHelpOptions = true,
        subcommands = {
            AdapterQuarantineCommand.ListEntries.class,
            AdapterQuarantineCommand.Show.class,
            AdapterQuarantineCommand.Replay.class,
            AdapterQuarantineCommand.Drop.class
        })
final class AdapterQuarantineCommand {
    private AdapterQuarantineCommand() {}

    /** Which entries are meant. */
    static final class Filters {
        @Option(
                names = "--rule",
                paramLabel = "CODE",
                description = {"仅因此规则被拒的", "Only those refused by this rule, e.g. identity-number."})
        private @Nullable String rule;

        @Option(
                names = "--run",
                paramLabel = "RUN",
                description = {"仅此次运行拒绝的", "Only those refused in this run of the adapter."})
        private @Nullable String run;

        @Option(
                names = "--type",
                paramLabel = "TYPE",
                description = {"仅此记录类型的", "Only those of this record type, e.g. org.huzheng.medical.Birth."})
        private @Nullable String type;

        @Option(
                names = "--since",
                paramLabel = "TIME",
                converter = ChinaTime.class,
                description = {"仅此时及以后被拒的", "Only those refused at this time or later, e.g. 2024-05-01."})
        private @Nullable Instant since;

        @Option(
                names = "--until",
                paramLabel = "TIME",
                converter = ChinaTime.class,
                description = {"仅此时以前被拒的", "Only those refused before this time."})
        private @Nullable Instant until;

        @Option(
                names = "--entry",
                paramLabel = "KEY",
                description = {"仅此条目,可重复", "Only this entry; may be given more than once."})
        private Set<String> entries = new HashSet<>();

        /** Refuses names that mean nothing: most likely misspelt, they would leave everything as it is and look as if all were done. */
        void requireKnown(CommandLine command, AdapterQuarantine quarantine) {
            String code = rule;
            if (code != null
                    && Arrays.stream(Rule.values())
                            .noneMatch(known -> known.code().equals(code))) {
                throw AdapterNewLooks.refused(
                        command, "--rule", "one of the rules in quarantine, " + quarantine.rules(), code);
            }
            if (type != null && !quarantine.recordTypes().contains(type)) {
                throw AdapterNewLooks.refused(command, "--type", "one of " + quarantine.recordTypes(), type);
            }
            for (String key : entries) {
                if (!quarantine.holds(key)) {
                    throw AdapterNewLooks.refused(
                            command, "--entry", "the key of an entry, as quarantine list shows them", key);
                }
            }
        }

        Selection selection() {
            return new Selection(
                    Optional.ofNullable(rule),
                    Optional.ofNullable(run),
                    Optional.ofNullable(type),
                    Optional.ofNullable(since),
                    Optional.ofNullable(until),
                    entries);
        }
    }

    @Command(
            name = "list",
            description = {"按原因计数并列出位置", "Count the entries reason by reason and say where they came from."},
            mixinStandardHelpOptions = true)
    static final class ListEntries extends AdapterCommand.Verb {
        @Mixin
        private Filters filters = new Filters();

        @Option(
                names = "--places",
                paramLabel = "N",
                defaultValue = "5",
                description = {"每种原因至多列出的条目数", "Entries of each reason to name at most (default ${DEFAULT-VALUE})."})
        private int places;

        @Override
        public Integer call() throws SettingsException, AdapterException {
            try (AdapterQuarantine quarantine = AdapterQuarantine.open(configuration())) {
                AdapterQuarantineTexts.print(
                        quarantine.department(), quarantine.report(filters.selection(), places), out());
                return 0;
            }
        }
    }

    @Command(
            name = "show",
            description = {"显示一个条目;不存在时返回 1", "Show one entry. Ends with 1 where it is not there."},
            mixinStandardHelpOptions = true)
    static final class Show extends AdapterCommand.Verb {
        @Parameters(
                paramLabel = "KEY",
                description = {"条目的键,见 list", "Key of the entry, as list names it."})
        @SuppressWarnings("NullAway.Init") // picocli sets it before call()
        private String key;

        @Override
        public Integer call() throws SettingsException, AdapterException {
            try (AdapterQuarantine quarantine = AdapterQuarantine.open(configuration())) {
                Optional<MaskedEntry> entry = quarantine.show(key);
                if (entry.isEmpty()) {
                    out().println("没有此条目 No such entry: " + key);
                    return 1;
                }
                AdapterQuarantineTexts.print(entry.get(), out());
                return 0;
            }
        }
    }

    /** What an order to the adapter needs. */
    abstract static class Ordering extends AdapterCommand.Verb {
        @Mixin
        private Filters filters = new Filters();

        @Option(
                names = "--all",
                description = {"所有条目", "Every entry."})
        private boolean all;

        @Option(
                names = "--wait",
                paramLabel = "SECONDS",
                defaultValue = "30",
                description = {"等待适配器执行的秒数", "How long to wait for the adapter (default ${DEFAULT-VALUE})."})
        private long waitSeconds;

        abstract Order give(AdapterQuarantine quarantine, Selection selection) throws InterruptedException;

        @Override
        public Integer call() throws SettingsException, AdapterException, InterruptedException {
            Selection selection = filters.selection();
            if (all != selection.isAll()) {
                throw new ParameterException(
                        commandLine(), "应为 expected either filters or --all,实为 found " + (all ? "both" : "neither"));
            }
            try (AdapterQuarantine quarantine = AdapterQuarantine.open(configuration())) {
                filters.requireKnown(commandLine(), quarantine);
                Order order = give(quarantine, selection);
                Optional<Answer> answer = quarantine.control().awaitAnswerTo(order, Duration.ofSeconds(waitSeconds));
                AdapterQuarantineTexts.lines(quarantine.department(), order, answer, quarantine.mappingDigest())
                        .forEach(out()::println);
                boolean allLeft = answer.filter(Answer::done)
                        .map(Answer::settlement)
                        .filter(became -> became.refused() == 0 && became.unreadable() == 0 && !became.more())
                        .isPresent();
                return allLeft ? 0 : 1;
            }
        }
    }

    @Command(
            name = "replay",
            description = {
                "映射修好、适配器重启后,让被拒的行重走正常流程;仍有行留下时返回 1",
                "Once the mapping is mended and the adapter started with it, take rows the normal way again. Ends with 1 where rows stay."
            },
            mixinStandardHelpOptions = true)
    static final class Replay extends Ordering {
        @Override
        Order give(AdapterQuarantine quarantine, Selection selection) throws InterruptedException {
            return quarantine.replay(selection);
        }
    }

    @Command(
            name = "drop",
            description = {"永久删除条目及其中的个人数据", "Erase entries for good, and the personal data in them."},
            mixinStandardHelpOptions = true)
    static final class Drop extends Ordering {
        @Override
        Order give(AdapterQuarantine quarantine, Selection selection) throws InterruptedException {
            return quarantine.drop(selection);
        }
    }
}
