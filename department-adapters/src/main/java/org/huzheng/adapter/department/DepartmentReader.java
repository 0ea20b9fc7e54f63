package org.huzheng.adapter.department;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.huzheng.adapter.settings.SettingsSchema;
import org.huzheng.catalogue.Catalogue;
import org.huzheng.catalogue.Department;
import org.huzheng.catalogue.Topic;
import org.huzheng.schema.DescribedType;
import org.huzheng.schema.RefusedSchemaException;
import org.huzheng.settings.References;
import org.huzheng.settings.SettingsException;
import org.huzheng.settings.SettingsNode;

/** Reads described departments: a folder with a {@code department.yaml} and the Avro schemas it names. */
public final class DepartmentReader {
    /** The description in a department's folder. */
    public static final String FILE = "department.yaml";

    private static final SettingsSchema SCHEMA =
            SettingsSchema.ofResource(DepartmentReader.class, "department.schema.json");

    private DepartmentReader() {}

    /** The published JSON Schema of descriptions, for editors. */
    public static String schema() {
        return SCHEMA.text();
    }

    /**
     * The department a folder describes.
     *
     * @throws SettingsException if the description or a schema is not as it should be; says where, what was expected and what was found
     */
    public static Department read(Path folder) throws SettingsException {
        SettingsNode root = SettingsNode.read(
                folder.toAbsolutePath().normalize().getFileName() + "/" + FILE,
                folder.resolve(FILE),
                new References(folder, Map.of(), Map.of()));
        SCHEMA.check(root);
        String code = root.required("code").text();
        List<Topic> topics = new ArrayList<>();
        for (SettingsNode record : root.required("records").items()) {
            topics.add(topic(code, folder, record));
        }
        try {
            return new Department(
                    code,
                    root.required("chineseName").text(),
                    root.required("englishName").text(),
                    topics);
        } catch (IllegalArgumentException e) {
            throw root.refused("a department", e);
        }
    }

    /**
     * The departments whose records are judged, and those that folders in a directory describe; a directory that is not there describes none.
     *
     * @throws SettingsException if one is not as it should be, or takes what another has
     */
    public static Catalogue catalogueIn(Path directory) throws SettingsException {
        if (!Files.isDirectory(directory)) {
            return Catalogue.JUDGED;
        }
        Catalogue catalogue = Catalogue.JUDGED;
        for (Path folder : foldersIn(directory)) {
            catalogue = with(catalogue, folder);
        }
        return catalogue;
    }

    /**
     * What a mapping file may be for: the departments whose records are judged, and the one described beside the file, if one is.
     *
     * @throws SettingsException if that one is not as it should be, or takes what another has
     */
    public static Catalogue catalogueBeside(Path mapping) throws SettingsException {
        Path folder = Objects.requireNonNullElse(mapping.toAbsolutePath().getParent(), mapping.toAbsolutePath());
        return Files.exists(folder.resolve(FILE)) ? with(Catalogue.JUDGED, folder) : Catalogue.JUDGED;
    }

    private static Catalogue with(Catalogue catalogue, Path folder) throws SettingsException {
        try {
            return catalogue.with(read(folder));
        } catch (IllegalArgumentException e) {
            throw new SettingsException(folder.resolve(FILE) + ": " + e.getMessage(), e);
        }
    }

    private static List<Path> foldersIn(Path directory) throws SettingsException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(entry -> Files.exists(entry.resolve(FILE)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new SettingsException(directory + ": expected a readable directory of departments", e);
        }
    }

    private static Topic topic(String code, Path folder, SettingsNode record) throws SettingsException {
        SettingsNode file = record.required("schema");
        Schema type;
        try {
            type = DescribedType.parse(Files.readString(folder.resolve(file.text())));
        } catch (IOException e) {
            throw file.refused("a readable file in UTF-8 beside " + FILE, file.text());
        } catch (RefusedSchemaException e) {
            throw file.refused("a schema of records that can be published", file.text() + ": " + e.getMessage());
        }
        return Topic.ofRecords(
                record.required("topic").text(),
                code,
                type,
                record.required("freshness")
                        .as("how old the last feed mark may be, such as P1D", DepartmentReader::age));
    }

    private static Duration age(String text) {
        Duration age = Duration.parse(text);
        if (age.isNegative() || age.isZero()) {
            throw new IllegalArgumentException("freshness: expected more than nothing, found " + text);
        }
        return age;
    }
}
