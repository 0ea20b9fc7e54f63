package org.huzheng.adapter.mapping;

import java.util.List;
import java.util.Optional;
import org.huzheng.adapter.validation.Rejection;

/**
 * How a mapping makes of one row what it makes of it. Values are masked.
 *
 * @param recordType record type the row is mapped to
 * @param lines one for each setting and field of the mapping
 * @param outcome what becomes of the row
 */
public record Explanation(String recordType, List<Line> lines, MappedRow outcome) {
    public Explanation {
        lines = List.copyOf(lines);
    }

    /**
     * How one setting or field comes about.
     *
     * @param target setting or field of the mapping
     * @param stages what was read, and what each step made of it
     * @param resultMasked what it came to; empty where it came to nothing
     * @param rejection why the row is refused here, if it is
     * @param isTolerated whether the mapping says to go on nevertheless
     */
    public record Line(
            String target,
            List<Stage> stages,
            Optional<String> resultMasked,
            Optional<Rejection> rejection,
            boolean isTolerated) {
        public Line {
            stages = List.copyOf(stages);
        }
    }

    /**
     * One stage on the way to a value.
     *
     * @param name column, expression, or step
     * @param valueMasked the value after it
     */
    public record Stage(String name, String valueMasked) {}
}
