package org.huzheng.adapter.draft;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.huzheng.adapter.mapping.MappingReader;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.SourceOpening;
import org.huzheng.adapter.source.SourceSettings;
import org.huzheng.settings.References;
import org.huzheng.settings.SettingsException;

/**
 * What a table or file looks like.
 *
 * @param from table or file pattern, as a mapping names it
 * @param columns columns in their order, each with the texts its first rows hold that are not blank
 * @param primaryKey columns of the primary key, as far as the source says
 * @param source lines of the mapping's {@code source}, the name of the setting too
 * @param hasPositions whether rows carry a version by their position
 */
public record SourceLook(
        String from,
        Map<String, Set<String>> columns,
        List<String> primaryKey,
        List<String> source,
        boolean hasPositions) {
    /** Of marks nothing is seen in a sample. */
    private static final Duration MARK_INTERVAL = Duration.ofSeconds(10);

    public SourceLook {
        columns = new LinkedHashMap<>(columns);
        primaryKey = List.copyOf(primaryKey);
        source = List.copyOf(source);
    }

    /**
     * Looks at rows of a source of any kind, as the check of a mapping does.
     *
     * @param file file with a {@code source} as a mapping has it
     * @param references resolve what it refers to, with relative names as in the file the draft is written to
     * @param department code of the department
     * @param from table or file pattern
     * @throws SettingsException if the file is not as it should be, or there is no row
     * @throws SourceException if the source cannot be read
     */
    public static SourceLook ofSource(Path file, References references, String department, String from)
            throws SettingsException, SourceException {
        String name = String.valueOf(file.getFileName());
        String yaml = textOf(file);
        SourceSettings settings = MappingReader.readSource(name, yaml, references);
        List<String> block = SourceBlock.in(name, yaml, references);
        SampledRows rows = new SampledRows(List.of());
        settings.sample(
                new SourceOpening(department, List.of(from), Optional.empty(), MARK_INTERVAL),
                SampledRows.ROWS_MAX,
                rows);
        if (rows.columns().isEmpty()) {
            throw new SettingsException(
                    name + ", " + from + ": expected a row that names the columns, found " + rows.found());
        }
        return new SourceLook(from, rows.columns(), List.of(), block, settings.hasPositions());
    }

    private static String textOf(Path file) throws SettingsException {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new SettingsException(file + ": expected a readable file in UTF-8 with a source as in a mapping", e);
        }
    }

    /** Distinct texts of a column. */
    Set<String> textsOf(String column) {
        return columns.getOrDefault(column, Set.of());
    }

    /** Names the table and its columns; never what rows hold. */
    @Override
    public String toString() {
        return "SourceLook[" + from + ", " + columns.keySet() + "]";
    }
}
