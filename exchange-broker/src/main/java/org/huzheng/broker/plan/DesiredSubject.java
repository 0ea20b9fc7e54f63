package org.huzheng.broker.plan;

import java.util.Objects;
import org.huzheng.wire.Compatibility;

/**
 * A subject as declared.
 *
 * @param name registry subject, e.g. {@code household.resident-org.huzheng.household.Resident}
 * @param schema canonical JSON of the Avro schema that producers write with
 * @param level what later schemas must keep to
 */
public record DesiredSubject(String name, String schema, Compatibility level) {
    public DesiredSubject {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(schema, "schema");
        Objects.requireNonNull(level, "level");
    }
}
