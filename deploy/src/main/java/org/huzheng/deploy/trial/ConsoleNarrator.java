package org.huzheng.deploy.trial;

import java.io.PrintWriter;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Tells the story on the console; progress bars only where a person watches. */
final class ConsoleNarrator implements Narrator {
    private static final int REFRESH_MILLIS = 200;

    private final PrintWriter out;
    private final boolean watched;

    ConsoleNarrator(PrintWriter out, boolean watched) {
        this.out = out;
        this.watched = watched;
    }

    @Override
    public void chapter(String chinese, String english) {
        out.printf("%n■ %s  %s%n", chinese, english);
        out.flush();
    }

    @Override
    public void say(String chinese, String english) {
        out.printf("  %s%n    %s%n", chinese, english);
        out.flush();
    }

    @Override
    public Progress progress(String chinese, String english, long total) {
        if (!watched) {
            return new NoProgress();
        }
        ProgressBar bar = new ProgressBarBuilder()
                .setTaskName("  " + chinese + " " + english)
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
                .setUpdateIntervalMillis(REFRESH_MILLIS)
                .setConsumer(new ConsoleProgressBarConsumer(System.err))
                .build();
        return new Progress() {
            @Override
            public void reach(long done) {
                bar.stepTo(done);
            }

            @Override
            public void close() {
                bar.close();
            }
        };
    }
}
