package org.huzheng.adapter.mapping;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.huzheng.adapter.source.Operation;
import org.huzheng.adapter.source.SourceRow;
import org.huzheng.adapter.source.SourceVersion;
import org.huzheng.catalogue.Catalogue;
import org.huzheng.identity.PersonKeyDerivation;
import org.huzheng.settings.References;
import org.huzheng.settings.SettingsException;
import org.jspecify.annotations.Nullable;

/** Mappings and rows for tests. */
public final class Mappings {
    public static final PersonKeyDerivation KEYS =
            new PersonKeyDerivation("a secret for tests, of 32 bytes or more".getBytes(StandardCharsets.UTF_8));
    public static final References NO_REFERENCES = new References(Path.of("."), Map.of(), Map.of());

    private Mappings() {}

    public static String text(String resource) throws IOException {
        try (InputStream in = Objects.requireNonNull(Mappings.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The mapping of {@code base.yaml}. */
    public static Mapping household() throws IOException, SettingsException {
        return MappingReader.read("mapping.yaml", text("base.yaml"), NO_REFERENCES, Catalogue.JUDGED);
    }

    /**
     * The same by a source that bounds what may be gone.
     *
     * @param records entries to add
     */
    public static Mapping household(int disappearedPercentMax, String records) throws IOException, SettingsException {
        String text = text("base.yaml")
                .replace("records:", "  disappearedPercentMax: " + disappearedPercentMax + "\nrecords:");
        return MappingReader.read("mapping.yaml", text + records, NO_REFERENCES, Catalogue.JUDGED);
    }

    /** A row of {@code household.resident} that is right. */
    public static Map<String, @Nullable String> resident() {
        Map<String, @Nullable String> row = new LinkedHashMap<>();
        row.put("entry_id", "17");
        row.put("id_number", "11010519491231002x");
        row.put("name", "王𬱖㛃");
        row.put("sex", "2");
        row.put("birth_date", "1949-12-31");
        row.put("father_id_number", null);
        row.put("father_name", "王父");
        row.put("household_no", "110105000001");
        row.put("relation_code", "02");
        row.put("life_status", "0");
        row.put("region_code", "110105");
        row.put("registered_on", "1980-01-01");
        row.put("moved_out_on", null);
        row.put("change_kind", "1");
        row.put("updated_at", "2020-05-04 12:00:00+08");
        return row;
    }

    public static SourceRow row(Map<String, @Nullable String> values) {
        return row("household.resident", values);
    }

    /** A row of a table as a capture hands it over. */
    static SourceRow row(String table, Map<String, @Nullable String> values) {
        return new SourceRow(
                table,
                "lsn 0/1",
                Operation.INSERT,
                new SourceVersion(1, 42),
                Instant.parse("2024-01-01T00:00:00Z"),
                values);
    }
}
