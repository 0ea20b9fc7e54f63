package org.huzheng.adapter.source;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a source is opened with.
 *
 * @param department code of the department, for names at the source (slot, publication)
 * @param origins tables or file patterns of the mapping, in its order
 * @param position where the source stood when rows were last stored; empty to begin
 * @param markInterval how often the source should say up to when it has handed everything over
 */
public record SourceOpening(String department, List<String> origins, Optional<String> position, Duration markInterval) {
    public SourceOpening {
        Objects.requireNonNull(department, "department");
        origins = List.copyOf(origins);
        Objects.requireNonNull(position, "position");
        Objects.requireNonNull(markInterval, "markInterval");
    }
}
