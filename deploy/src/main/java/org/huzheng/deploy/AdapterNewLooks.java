package org.huzheng.deploy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import org.huzheng.adapter.draft.DatabaseAddress;
import org.huzheng.adapter.draft.FileLook;
import org.huzheng.adapter.draft.SourceLook;
import org.huzheng.adapter.draft.TableLook;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.filedrop.FileDropSettings;
import org.huzheng.adapter.source.filedrop.format.FileFormat;
import org.huzheng.catalogue.Department;
import org.huzheng.settings.References;
import org.huzheng.settings.SettingsException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What {@code huzheng adapter new} looks at: a file, a table, or a source of any kind as a mapping states it. */
final class AdapterNewLooks {
    @ArgGroup(exclusive = false)
    private @Nullable CsvFile csv;

    @ArgGroup(exclusive = false)
    private @Nullable Workbook workbook;

    @ArgGroup(exclusive = false)
    private @Nullable Table table;

    @ArgGroup(exclusive = false)
    private @Nullable Stated stated;

    private static final class CsvFile {
        @Option(
                names = "--csv",
                required = true,
                paramLabel = "FILE",
                description = {"带表头的 CSV 文件,可为 .gz 或 .zip", "CSV file with a header, packed (.gz, .zip) or not."})
        @SuppressWarnings("NullAway.Init") // picocli sets it before call()
        private Path file;

        @Option(
                names = "--encoding",
                defaultValue = "UTF-8",
                paramLabel = "NAME",
                description = {"编码", "Its encoding (default ${DEFAULT-VALUE})."})
        private Charset encoding = StandardCharsets.UTF_8;

        @Option(
                names = "--separator",
                defaultValue = ",",
                paramLabel = "CHARACTER",
                description = {"分隔符", "What stands between its columns (default ${DEFAULT-VALUE})."})
        private char separator = ',';

        SourceLook look(CommandLine command) throws SettingsException, SourceException {
            if (!FileDropSettings.ENCODINGS.contains(encoding.name())) {
                throw refused(command, "--encoding", "one of " + FileDropSettings.ENCODINGS, encoding.name());
            }
            if (FileFormat.SEPARATORS.indexOf(separator) < 0) {
                throw refused(command, "--separator", "comma, semicolon or tab", "'" + separator + "'");
            }
            return FileLook.ofCsv(file, encoding, separator);
        }
    }

    private static final class Workbook {
        @Option(
                names = "--xlsx",
                required = true,
                paramLabel = "FILE",
                description = {"带表头的工作簿", "Workbook with a header."})
        @SuppressWarnings("NullAway.Init") // picocli sets it before call()
        private Path file;

        @Option(
                names = "--sheet",
                paramLabel = "NAME",
                description = {"工作表,默认第一张", "Its sheet; the first if left out."})
        private @Nullable String sheet;

        @Option(
                names = "--header-row",
                defaultValue = "1",
                paramLabel = "N",
                description = {"表头在第几行", "Number of the row that is its header (default ${DEFAULT-VALUE})."})
        private int headerRow = 1;

        SourceLook look(CommandLine command) throws SettingsException, SourceException {
            if (headerRow < 1) {
                throw refused(command, "--header-row", "at least 1", String.valueOf(headerRow));
            }
            return FileLook.ofXlsx(file, Optional.ofNullable(sheet), headerRow);
        }
    }

    private static final class Table {
        @Option(
                names = "--jdbc",
                required = true,
                paramLabel = "URL",
                description = {
                    "数据库地址;PostgreSQL 与 MariaDB 捕获变更,其他轮询",
                    "Address of the database, jdbc:postgresql://HOST:PORT/DATABASE, jdbc:mariadb://HOST:PORT/DATABASE"
                            + " or another that is then polled."
                })
        @SuppressWarnings("NullAway.Init") // picocli sets it before call()
        private String url;

        @Option(
                names = "--table",
                required = true,
                paramLabel = "NAME",
                description = {"表", "The table, SCHEMA.TABLE; DATABASE.TABLE on MariaDB."})
        @SuppressWarnings("NullAway.Init") // picocli sets it before call()
        private String name;

        @Option(
                names = "--user",
                required = true,
                paramLabel = "NAME",
                description = {"用户", "User with the right to read it."})
        @SuppressWarnings("NullAway.Init") // picocli sets it before call()
        private String user;

        @Option(
                names = "--password-file",
                required = true,
                paramLabel = "FILE",
                description = {"存有口令的文件", "File that holds the password; the mapping refers to it."})
        @SuppressWarnings("NullAway.Init") // picocli sets it before call()
        private Path passwordFile;

        SourceLook look(CommandLine command) throws SettingsException, SourceException {
            return TableLook.of(address(command), new TableLook.Login(user, passwordFile), name);
        }

        private DatabaseAddress address(CommandLine command) {
            try {
                return DatabaseAddress.of(url);
            } catch (IllegalArgumentException e) {
                throw new ParameterException(command, "--jdbc: 地址不符 " + e.getMessage(), e);
            }
        }
    }

    private static final class Stated {
        @Option(
                names = "--source",
                required = true,
                paramLabel = "FILE",
                description = {
                    "含 source 的 YAML 文件,写法同映射文件,任何种类;相对路径以输出文件为准",
                    "YAML file with a source of any kind as a mapping has it; relative names are relative to the output."
                })
        @SuppressWarnings("NullAway.Init") // picocli sets it before call()
        private Path file;

        @Option(
                names = "--from",
                required = true,
                paramLabel = "NAME",
                description = {"其中的表或文件名模式", "Its table or pattern of file names."})
        @SuppressWarnings("NullAway.Init") // picocli sets it before call()
        private String from;

        SourceLook look(CommandLine command, Department department, Path output)
                throws SettingsException, SourceException {
            try {
                FileSystems.getDefault().getPathMatcher("glob:" + from);
            } catch (PatternSyntaxException e) {
                throw refused(command, "--from", "a table, or a pattern of file names", from);
            }
            Path absolute = output.toAbsolutePath();
            Path directory = Objects.requireNonNullElse(absolute.getParent(), absolute);
            return SourceLook.ofSource(
                    file, new References(directory, System.getenv(), Map.of()), department.code(), from);
        }
    }

    /**
     * Looks at it.
     *
     * @throws SettingsException if what was named is not as it should be
     * @throws SourceException if it cannot be read
     */
    SourceLook look(CommandLine command, Department department, Path output) throws SettingsException, SourceException {
        if (csv != null) {
            return csv.look(command);
        }
        if (workbook != null) {
            return workbook.look(command);
        }
        if (table != null) {
            return table.look(command);
        }
        if (stated != null) {
            return stated.look(command, department, output);
        }
        throw new ParameterException(command, "缺少 expected one of --csv, --xlsx, --jdbc and --source,实为 found none");
    }

    /** What is said of every option that is not as it should be. */
    static ParameterException refused(CommandLine command, String option, String expected, String found) {
        return new ParameterException(command, option + ": 应为 expected " + expected + ",实为 found " + found);
    }
}
