package org.huzheng.deploy.logging;

import ch.qos.logback.classic.pattern.ThrowableHandlingConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.classic.spi.ThrowableProxy;
import org.huzheng.adapter.source.Causes;

/** Writes stack traces without what others' messages quote. */
public final class CausesConverter extends ThrowableHandlingConverter {
    private static final int CAUSES_MAX = 10;

    @Override
    public String convert(ILoggingEvent event) {
        StringBuilder text = new StringBuilder();
        IThrowableProxy failure = event.getThrowableProxy();
        for (int cause = 0; failure != null && cause < CAUSES_MAX; cause++) {
            append(text, cause == 0 ? "" : "Caused by: ", failure);
            failure = failure.getCause();
        }
        return text.toString();
    }

    private static void append(StringBuilder text, String begin, IThrowableProxy failure) {
        text.append(begin);
        text.append(
                failure instanceof ThrowableProxy thrown ? Causes.of(thrown.getThrowable()) : failure.getClassName());
        text.append(System.lineSeparator());
        StackTraceElementProxy[] frames = failure.getStackTraceElementProxyArray();
        int own = frames.length - failure.getCommonFrames();
        for (int frame = 0; frame < own; frame++) {
            text.append('\t').append(frames[frame]).append(System.lineSeparator());
        }
        for (IThrowableProxy suppressed : failure.getSuppressed()) {
            append(text, "Suppressed: ", suppressed);
        }
    }
}
