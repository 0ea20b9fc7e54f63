package org.huzheng.broker.registry;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/** Holds a new schema against the earlier versions of its subject, by Avro's rules of schema resolution. */
final class CompatibilityCheck {
    private CompatibilityCheck() {}

    /**
     * The reasons why the schema may not follow the earlier versions; empty if it may.
     *
     * @param earlier oldest first
     */
    static List<String> objections(CompatibilityLevel level, Schema offered, List<SchemaVersion> earlier) {
        List<SchemaVersion> compared =
                level.transitive() || earlier.isEmpty() ? earlier : earlier.subList(earlier.size() - 1, earlier.size());
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

    private static List<String> objections(CompatibilityLevel level, Schema offered, Schema earlier) {
        List<String> objections = new ArrayList<>();
        if (level.readsEarlier()) {
            objections.addAll(unreadable(offered, earlier, "new", "old"));
        }
        if (level.readableByEarlier()) {
            objections.addAll(unreadable(earlier, offered, "old", "new"));
        }
        return objections;
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
