package org.huzheng.broker.registry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.huzheng.wire.Compatibility;

/** Holds a new schema against the earlier versions of its subject, by Avro's rules of schema resolution. */
final class CompatibilityCheck {
    private CompatibilityCheck() {}

    /**
     * The reasons why the schema may not follow the earlier versions; empty if it may.
     *
     * @param earlier oldest first
     */
    static List<String> objections(Compatibility level, Schema offered, List<SchemaVersion> earlier) {
        List<SchemaVersion> compared = isTransitive(level) || earlier.isEmpty()
                ? earlier
                : earlier.subList(earlier.size() - 1, earlier.size());
        for (int i = compared.size() - 1; i >= 0; i--) {
            SchemaVersion version = compared.get(i);
            List<String> objections = objections(level, offered, AvroForm.parseKept(version.schema()));
            if (!objections.isEmpty()) {
                objections.add("{oldSchemaVersion: " + version.version() + "}");
                objections.add("{compatibility: '" + level + "'}");
                return List.copyOf(objections);
            }
        }
        return List.of();
    }

    private static List<String> objections(Compatibility level, Schema offered, Schema earlier) {
        List<String> objections = new ArrayList<>();
        if (readsEarlier(level)) {
            objections.addAll(unreadable(offered, earlier, "new", "old"));
        }
        if (readableByEarlier(level)) {
            objections.addAll(unreadable(earlier, offered, "old", "new"));
        }
        return objections;
    }

    /** The level of a name in any case, or empty for an unknown name. */
    static Optional<Compatibility> levelNamed(String name) {
        String wanted = name.toUpperCase(Locale.ROOT);
        return Arrays.stream(Compatibility.values())
                .filter(level -> level.name().equals(wanted))
                .findFirst();
    }

    /** Whether all earlier versions count, not only the latest. */
    private static boolean isTransitive(Compatibility level) {
        return switch (level) {
            case BACKWARD_TRANSITIVE, FORWARD_TRANSITIVE, FULL_TRANSITIVE -> true;
            case NONE, BACKWARD, FORWARD, FULL -> false;
        };
    }

    /** Whether the new schema must read data written with earlier ones. */
    private static boolean readsEarlier(Compatibility level) {
        return switch (level) {
            case BACKWARD, BACKWARD_TRANSITIVE, FULL, FULL_TRANSITIVE -> true;
            case NONE, FORWARD, FORWARD_TRANSITIVE -> false;
        };
    }

    /** Whether earlier schemas must read data written with the new one. */
    private static boolean readableByEarlier(Compatibility level) {
        return switch (level) {
            case FORWARD, FORWARD_TRANSITIVE, FULL, FULL_TRANSITIVE -> true;
            case NONE, BACKWARD, BACKWARD_TRANSITIVE -> false;
        };
    }

    private static List<String> unreadable(Schema reader, Schema writer, String readerName, String writerName) {
        var verdict = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
        if (verdict.getType() == SchemaCompatibilityType.COMPATIBLE) {
            return List.of();
        }
        return verdict.getResult().getIncompatibilities().stream()
                .map(found -> "{errorType:'" + found.getType() + "', description:'The " + readerName
                        + " schema cannot read what the " + writerName + " schema writes, at " + found.getLocation()
                        + "', additionalInfo:'" + found.getMessage() + "'}")
                .toList();
    }
}
