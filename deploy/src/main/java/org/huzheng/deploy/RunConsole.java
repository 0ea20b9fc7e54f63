package org.huzheng.deploy;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.huzheng.adapter.health.FeedHealth;
import org.huzheng.adapter.run.AdapterProgress;
import org.huzheng.adapter.source.NextDue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows how a running adapter is doing: a bar where a person watches, else one line of the log a minute. */
final class RunConsole implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunConsole.class);
    private static final Duration LINE_INTERVAL = Duration.ofMinutes(1);
    private static final int REFRESH_MILLIS = 500;

    private final Optional<ProgressBar> bar;
    private final NextDue line;
    private long rowsAtLine;

    private RunConsole(Optional<ProgressBar> bar, NextDue line) {
        this.bar = bar;
        this.line = line;
        line.in(LINE_INTERVAL);
    }

    /** Writes lines to the log. */
    static RunConsole lines(NextDue line) {
        return new RunConsole(Optional.empty(), line);
    }

    static RunConsole open(boolean watched) {
        if (!watched) {
            return lines(new NextDue());
        }
        return new RunConsole(
                Optional.of(new ProgressBarBuilder()
                        .setTaskName("行 rows")
                        .setInitialMax(-1)
                        .showSpeed()
                        .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
                        .setUpdateIntervalMillis(REFRESH_MILLIS)
                        .setConsumer(new ConsoleProgressBarConsumer(System.err))
                        .build()),
                new NextDue());
    }

    /** Shows it as it is now; called about once a second. */
    void show(AdapterProgress progress, FeedHealth health) {
        bar.ifPresent(shown -> show(shown, progress, health));
        if (bar.isEmpty() && line.isDue()) {
            log(progress, health, LINE_INTERVAL.minus(line.left()));
            line.in(LINE_INTERVAL);
            rowsAtLine = progress.sinceStart().rows();
        }
    }

    private static void show(ProgressBar bar, AdapterProgress progress, FeedHealth health) {
        long rows = progress.sinceStart().rows();
        long left = progress.rowsLeft().orElse(0);
        // The bar reckons the time that is left from what is; without an end it shows only the rate.
        bar.maxHint(left > 0 ? rows + left : -1);
        bar.stepTo(rows);
        bar.setExtraMessage(" " + age(health) + reasons(health));
    }

    private static String age(FeedHealth health) {
        return markAge(health)
                .map(age -> "延迟 behind " + age.toMillis() / 1000.0 + " s")
                .orElse("延迟未知 behind by an unknown time");
    }

    private static Optional<Duration> markAge(FeedHealth health) {
        return health.feeds().stream().findFirst().flatMap(FeedHealth.Feed::markAge);
    }

    private static String reasons(FeedHealth health) {
        return health.causes().stream()
                .map(cause ->
                        " " + cause.reason().chinese() + " " + cause.reason().english())
                .collect(Collectors.joining());
    }

    private void log(AdapterProgress progress, FeedHealth health, Duration since) {
        double seconds = Math.max(1, since.toMillis()) / 1000.0;
        long rowsPerSecond = Math.round((progress.sinceStart().rows() - rowsAtLine) / seconds);
        OptionalLong left = progress.rowsLeft();
        LOG.atInfo()
                .setMessage("Adapter is running")
                .addKeyValue("department", health.department().code())
                .addKeyValue("ready", health.isReady())
                .addKeyValue(
                        "reasons",
                        health.causes().stream()
                                .map(cause -> cause.reason().code())
                                .collect(Collectors.joining(" ")))
                .addKeyValue("rows", progress.sinceStart().rows())
                .addKeyValue("published", progress.sinceStart().published())
                .addKeyValue("deduplicated", progress.sinceStart().deduplicated())
                .addKeyValue("quarantined", progress.sinceStart().quarantined())
                .addKeyValue("rowsPerSecond", rowsPerSecond)
                .addKeyValue(
                        "markAgeSeconds",
                        markAge(health)
                                .map(age -> String.valueOf(age.toSeconds()))
                                .orElse("none"))
                .addKeyValue("rowsLeft", left.isPresent() ? String.valueOf(left.getAsLong()) : "unknown")
                .addKeyValue("secondsLeft", secondsLeft(left, rowsPerSecond))
                .log();
    }

    private static String secondsLeft(OptionalLong left, long rowsPerSecond) {
        if (left.orElse(-1) == 0) {
            return "0";
        }
        return left.isPresent() && rowsPerSecond > 0 ? String.valueOf(left.getAsLong() / rowsPerSecond) : "unknown";
    }

    @Override
    public void close() {
        bar.ifPresent(ProgressBar::close);
    }
}
