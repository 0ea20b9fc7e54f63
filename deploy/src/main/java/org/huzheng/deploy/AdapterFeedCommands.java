package org.huzheng.deploy;

import java.time.Duration;
import java.util.Optional;
import org.huzheng.adapter.AdapterConfiguration;
import org.huzheng.adapter.control.AdapterControl;
import org.huzheng.adapter.control.Answer;
import org.huzheng.adapter.control.Order;
import org.huzheng.catalogue.Department;
import org.huzheng.settings.SettingsException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code huzheng adapter pause|resume}: hold a department's feed and let it go on, wherever its adapter runs. */
final class AdapterFeedCommands {
    private AdapterFeedCommands() {}

    /** What both need. */
    abstract static class Verb extends AdapterCommand.Verb {
        @Option(
                names = "--wait",
                paramLabel = "SECONDS",
                defaultValue = "15",
                description = {"等待适配器应答的秒数", "How long to wait for the adapter (default ${DEFAULT-VALUE})."})
        private long waitSeconds;

        abstract Optional<String> alreadySo(Optional<Order.Pause> pause);

        abstract Order order();

        abstract String done();

        @Override
        public Integer call() throws SettingsException, InterruptedException {
            AdapterConfiguration configuration = configuration();
            Department department = configuration.readMapping().department();
            try (AdapterControl control = AdapterControl.open(configuration.exchange(), department)) {
                Optional<String> already = alreadySo(control.state().pause());
                if (already.isPresent()) {
                    out().println(department.code() + ": " + already.get());
                    return 0;
                }
                Order order = order();
                control.give(order);
                Optional<Answer> answer = control.awaitAnswerTo(order, Duration.ofSeconds(waitSeconds));
                out().println(
                                answer.isPresent()
                                        ? department.code() + ": " + done()
                                        : AdapterQuarantineTexts.waiting(department.code()));
                return answer.isPresent() ? 0 : 1;
            }
        }
    }

    @Command(
            name = "pause",
            description = {
                "暂停发布,重启后仍然暂停;无适配器应答时返回 1",
                "Publish nothing of the source until resumed; a restart does not end it. Ends with 1 where no adapter answers."
            },
            mixinStandardHelpOptions = true)
    static final class Pause extends Verb {
        @Override
        Optional<String> alreadySo(Optional<Order.Pause> pause) {
            return pause.map(since -> "已于此时要求暂停 told to pause at " + ChinaTime.shown(since.at()));
        }

        @Override
        Order order() {
            return Order.pause();
        }

        @Override
        String done() {
            return "已暂停 paused";
        }
    }

    @Command(
            name = "resume",
            description = {"恢复发布;无适配器应答时返回 1", "Go on where it was paused. Ends with 1 where no adapter answers."},
            mixinStandardHelpOptions = true)
    static final class Resume extends Verb {
        @Override
        Optional<String> alreadySo(Optional<Order.Pause> pause) {
            return pause.isPresent() ? Optional.empty() : Optional.of("未暂停 not paused");
        }

        @Override
        Order order() {
            return Order.resume();
        }

        @Override
        String done() {
            return "已恢复 resumed";
        }
    }
}
