package org.huzheng.deploy.bench;

import java.util.Locale;
import java.util.Objects;

/**
 * What a figure is meant to reach.
 *
 * @param measure what of the figure is held against the bound
 * @param bound least or most
 */
record Target(Measure measure, double bound) {
    /** What is bounded, and from which side. */
    enum Measure {
        /** The ratio to the limit, of a rate. */
        RATIO_AT_LEAST,
        /** The ratio to the limit, of a time. */
        RATIO_AT_MOST,
        /** The figure itself, in its own unit. */
        VALUE_AT_LEAST,
        /** The figure itself, in its own unit. */
        VALUE_AT_MOST
    }

    Target {
        Objects.requireNonNull(measure, "measure");
    }

    static Target ratioAtLeast(double bound) {
        return new Target(Measure.RATIO_AT_LEAST, bound);
    }

    static Target ratioAtMost(double bound) {
        return new Target(Measure.RATIO_AT_MOST, bound);
    }

    static Target valueAtLeast(double bound) {
        return new Target(Measure.VALUE_AT_LEAST, bound);
    }

    static Target valueAtMost(double bound) {
        return new Target(Measure.VALUE_AT_MOST, bound);
    }

    /** Whether a figure is within the bound. */
    boolean isMetBy(Figure figure) {
        return switch (measure) {
            case RATIO_AT_LEAST -> figure.ratio().orElseThrow() >= bound;
            case RATIO_AT_MOST -> figure.ratio().orElseThrow() <= bound;
            case VALUE_AT_LEAST -> figure.value() >= bound;
            case VALUE_AT_MOST -> figure.value() <= bound;
        };
    }

    private boolean isLeast() {
        return measure == Measure.RATIO_AT_LEAST || measure == Measure.VALUE_AT_LEAST;
    }

    /** The bound as people read it, e.g. {@code ≥ 0.5}. */
    String text() {
        return (isLeast() ? "≥ " : "≤ ")
                + (bound == Math.rint(bound) ? String.format(Locale.ROOT, "%,.0f", bound) : String.valueOf(bound));
    }
}
