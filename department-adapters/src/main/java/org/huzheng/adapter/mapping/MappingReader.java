package org.huzheng.adapter.mapping;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import org.huzheng.adapter.department.DepartmentReader;
import org.huzheng.adapter.settings.SettingsSchema;
import org.huzheng.adapter.source.SourceSettings;
import org.huzheng.catalogue.Catalogue;
import org.huzheng.catalogue.Department;
import org.huzheng.digest.Sha256;
import org.huzheng.settings.References;
import org.huzheng.settings.SettingsException;
import org.huzheng.settings.SettingsNode;

/** Reads mapping files. */
public final class MappingReader {
    private static final SettingsSchema SCHEMA = SettingsSchema.ofResource(MappingReader.class, "mapping.schema.json");

    private MappingReader() {}

    /**
     * Reads and checks a mapping file. What it is for is one of the departments whose records are judged, or the one described beside it.
     *
     * @throws SettingsException if it is not as it should be; the message names line, setting, what was expected and found
     */
    public static Mapping read(Path file, References references) throws SettingsException {
        try {
            Catalogue catalogue = DepartmentReader.catalogueBeside(file);
            return read(String.valueOf(file.getFileName()), Files.readString(file), references, catalogue);
        } catch (IOException e) {
            throw new SettingsException(file + ": expected a readable mapping file in UTF-8", e);
        }
    }

    /** Reads a mapping of a department of the catalogue from a text; the file name is for messages. */
    public static Mapping read(String fileName, String yaml, References references, Catalogue catalogue)
            throws SettingsException {
        SettingsNode root = SettingsNode.read(fileName, yaml, references);
        SCHEMA.check(root);
        return read(root, yaml, catalogue);
    }

    /**
     * Reads only where the rows come from, for a file that does not say yet what becomes of them; the file name is for messages.
     *
     * @throws SettingsException if its {@code source} is not as it should be
     */
    public static SourceSettings readSource(String fileName, String yaml, References references)
            throws SettingsException {
        return SourceSettingsReader.read(
                SettingsNode.read(fileName, yaml, references).required("source"));
    }

    /** The published JSON Schema of mapping files, for editors. */
    public static String schema() {
        return SCHEMA.text();
    }

    /** Reads settings that nobody held against the schema: the reader itself knows what it takes. */
    static Mapping read(SettingsNode root, String yaml, Catalogue catalogue) throws SettingsException {
        root.allowOnly("department", "source", "records");
        Department department = department(root.required("department"), catalogue);
        List<RecordMapping> records = new ArrayList<>();
        for (SettingsNode record : root.required("records").items()) {
            records.add(RecordMappingReader.read(record, department));
        }
        if (records.isEmpty()) {
            throw root.required("records").refused("at least one record mapping", "none");
        }
        requireOneMappingEach(records, root.required("records").items());
        SourceSettings source = SourceSettingsReader.read(root.required("source"));
        if (!source.hasPositions()) {
            requireVersions(source, records, root.required("records").items());
        }
        return new Mapping(department, digestOf(yaml), source, records);
    }

    private static Department department(SettingsNode setting, Catalogue catalogue) throws SettingsException {
        String code = setting.text();
        return catalogue
                .department(code)
                .orElseThrow(() -> setting.refused(
                        "one of "
                                + catalogue.departments().stream()
                                        .map(Department::code)
                                        .toList()
                                + ", or a department described in a " + DepartmentReader.FILE + " beside this file",
                        code));
    }

    /** A row becomes one record: of two entries that take it, one would never be asked. */
    private static void requireOneMappingEach(List<RecordMapping> records, List<SettingsNode> settings)
            throws SettingsException {
        for (int index = 0; index < records.size(); index++) {
            String from = records.get(index).from();
            SettingsNode setting = settings.get(index).required("from");
            requirePattern(from, setting);
            for (int before = 0; before < index; before++) {
                RecordMapping earlier = records.get(before);
                Optional<String> common = CommonOrigin.of(earlier.from(), from);
                if (common.isPresent()) {
                    throw setting.refused(
                            "tables or files that no other entry takes: records[" + before + "], from "
                                    + earlier.from() + " to " + earlier.recordType() + ", takes "
                                    + common.get(),
                            from + " to " + records.get(index).recordType() + ", which takes it too");
                }
            }
        }
    }

    private static void requirePattern(String from, SettingsNode setting) throws SettingsException {
        try {
            FileSystems.getDefault().getPathMatcher("glob:" + from);
        } catch (PatternSyntaxException e) {
            throw setting.refused("a table, or a pattern of file names", from + ": " + e.getDescription());
        }
    }

    private static void requireVersions(SourceSettings source, List<RecordMapping> records, List<SettingsNode> settings)
            throws SettingsException {
        for (int index = 0; index < records.size(); index++) {
            if (!records.get(index).statesVersion()) {
                throw settings.get(index)
                        .refused(
                                "the setting \"version\": rows of a source of kind " + source.kind()
                                        + " have no position that could tell an older one from a newer",
                                "none");
            }
        }
    }

    private static String digestOf(String yaml) {
        return HexFormat.of().formatHex(Sha256.of(yaml.getBytes(StandardCharsets.UTF_8)));
    }
}
