package org.huzheng.adapter.publish;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What single entries of a progress topic say, for those who look at an adapter from outside and need none of its records. */
public final class ProgressGlance {
    private ProgressGlance() {}

    /** What became of all rows, if that is what this entry says. */
    public static Optional<Totals> totals(String key, byte[] value) {
        return key.equals(Progress.TOTALS) ? Optional.of(read(key, value).totals()) : Optional.empty();
    }

    /** Where the source stands, if that is what this entry says. */
    public static Optional<String> position(String key, byte[] value) {
        return key.equals(Progress.POSITION) ? read(key, value).position() : Optional.empty();
    }

    private static Progress read(String key, byte[] value) {
        Progress progress = new Progress();
        progress.read(new Progress.Entry(key, new String(value, StandardCharsets.UTF_8)));
        return progress;
    }
}
