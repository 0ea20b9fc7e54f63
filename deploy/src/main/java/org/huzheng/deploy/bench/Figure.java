package org.huzheng.deploy.bench;

import java.util.Objects;
import java.util.Optional;

/**
 * One measured figure.
 *
 * @param name name in the JSON report
 * @param chinese name on the console
 * @param value how much
 * @param unit unit of {@code value}
 * @param limit the limit it is held against, measured in the same run; empty for a limit itself, and where nothing bounds it
 * @param target what it is meant to reach, if that is agreed
 */
record Figure(String name, String chinese, double value, String unit, Optional<Figure> limit, Optional<Target> target) {
    Figure {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(chinese, "chinese");
        Objects.requireNonNull(unit, "unit");
        Objects.requireNonNull(limit, "limit");
        Objects.requireNonNull(target, "target");
        if (!Double.isFinite(value) || value <= 0) {
            throw new IllegalArgumentException(name + ": expected a figure above 0, found " + value);
        }
        limit.ifPresent(held -> {
            if (!held.unit().equals(unit)) {
                throw new IllegalArgumentException(
                        name + ": expected a limit in " + unit + ", found " + held.name() + " in " + held.unit());
            }
        });
    }

    /** A limit: what the parts could do if we did nothing with them. */
    static Figure limit(String name, String chinese, double value, String unit) {
        return new Figure(name, chinese, value, unit, Optional.empty(), Optional.empty());
    }

    /** What we do, where no limit was measured. */
    static Figure alone(String name, String chinese, double value, String unit) {
        return new Figure(name, chinese, value, unit, Optional.empty(), Optional.empty());
    }

    /** What we do, held against a limit. */
    static Figure held(String name, String chinese, double value, Figure limit) {
        return new Figure(name, chinese, value, limit.unit(), Optional.of(limit), Optional.empty());
    }

    /** The same, with what it is meant to reach. */
    Figure meantFor(Target agreed) {
        return new Figure(name, chinese, value, unit, limit, Optional.of(agreed));
    }

    /** This figure over its limit: of a rate, how much of the possible is reached; of a time, how many times longer it takes. */
    Optional<Double> ratio() {
        return limit.map(held -> value / held.value());
    }
}
