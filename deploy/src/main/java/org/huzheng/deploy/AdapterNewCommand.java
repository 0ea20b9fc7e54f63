package org.huzheng.deploy;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.huzheng.adapter.department.DepartmentReader;
import org.huzheng.adapter.draft.MappingDraft;
import org.huzheng.adapter.draft.SourceLook;
import org.huzheng.adapter.mapping.MappingReader;
import org.huzheng.catalogue.Catalogue;
import org.huzheng.catalogue.Department;
import org.huzheng.catalogue.Topic;
import org.huzheng.settings.SettingsException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code huzheng adapter new}: drafts a mapping file from a CSV header or a live table, and a record type. */
@Command(
        name = "new",
        description = {
            "按表头或数据表起草映射文件;不覆盖已有文件",
            "Draft a mapping file from a CSV header or a live table; overwrites nothing."
        },
        mixinStandardHelpOptions = true)
final class AdapterNewCommand implements Callable<Integer> {
    private static final Pattern POSTGRES = Pattern.compile("jdbc:postgresql://([^:/?]+)(?::([0-9]+))?/([^?]+).*");
    private static final String DEFAULT_PORT = "5432";

    @Option(
            names = "--department",
            required = true,
            paramLabel = "CODE",
            description = {"部门代码", "Code of the department."})
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private String departmentCode;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "TYPE",
            description = {"记录类型全名", "Full name of the record type."})
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private String recordType;

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private Looked looked;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE",
            description = {"写到哪里", "Where to write it; mapping.schema.json goes beside it."})
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private Path output;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    /** What is looked at: a file or a table. */
    private static final class Looked {
        @ArgGroup(exclusive = false)
        private @Nullable CsvFile file;

        @ArgGroup(exclusive = false)
        private @Nullable Table table;
    }

    private static final class CsvFile {
        @Option(
                names = "--csv",
                required = true,
                paramLabel = "FILE",
                description = {"带表头的 CSV 文件", "CSV file with a header."})
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
    }

    private static final class Table {
        @Option(
                names = "--jdbc",
                required = true,
                paramLabel = "URL",
                description = {"数据库地址", "Address of the database, jdbc:postgresql://HOST:PORT/DATABASE."})
        @SuppressWarnings("NullAway.Init") // picocli sets it before call()
        private String url;

        @Option(
                names = "--table",
                required = true,
                paramLabel = "NAME",
                description = {"表", "The table, SCHEMA.TABLE."})
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
    }

    @Override
    public Integer call() throws SettingsException, SQLException, IOException {
        Department department = department();
        Schema schema = schema(department);
        String draft = MappingDraft.of(department, schema, look());
        Files.writeString(output, draft, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
        Path beside = output.resolveSibling(MappingDraft.SCHEMA_FILE);
        Files.writeString(beside, MappingReader.schema());
        PrintWriter out = spec.commandLine().getOut();
        out.println("已起草 drafted " + output + "; 编辑器用的架构 schema for editors: " + beside);
        out.println("下一步 next: 填好 \"?\",再 fill in each \"?\", then: huzheng adapter check --config FILE");
        return 0;
    }

    private Department department() throws SettingsException {
        Catalogue catalogue = DepartmentReader.catalogueBeside(output);
        return catalogue
                .department(departmentCode)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "--department: expected one of "
                                + catalogue.departments().stream()
                                        .map(Department::code)
                                        .toList()
                                + ", or a department described in a " + DepartmentReader.FILE
                                + " beside the output, found "
                                + departmentCode));
    }

    private Schema schema(Department department) {
        List<Schema> types =
                department.recordTopics().stream().map(Topic::recordType).toList();
        return types.stream()
                .filter(type -> type.getFullName().equals(recordType))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "--to: expected a record type of " + department.code() + ", one of "
                                + types.stream().map(Schema::getFullName).toList() + ", found " + recordType));
    }

    private SourceLook look() throws SettingsException, SQLException, IOException {
        CsvFile file = looked.file;
        if (file != null) {
            return SourceLook.ofCsv(file.file, file.encoding, file.separator);
        }
        Table table = looked.table;
        if (table == null) {
            throw new ParameterException(spec.commandLine(), "缺少 expected either --csv or --jdbc, found neither");
        }
        Matcher address = POSTGRES.matcher(table.url);
        if (!address.matches()) {
            throw new ParameterException(
                    spec.commandLine(), "--jdbc: expected jdbc:postgresql://HOST:PORT/DATABASE, found " + table.url);
        }
        String password = Files.readString(table.passwordFile).strip();
        try (Connection connection = DriverManager.getConnection(table.url, table.user, password)) {
            connection.setReadOnly(true);
            return SourceLook.ofTable(
                    connection,
                    table.name,
                    List.of(
                            "kind: postgres",
                            "host: " + address.group(1),
                            "port: " + Optional.ofNullable(address.group(2)).orElse(DEFAULT_PORT),
                            "database: " + address.group(3),
                            "user: " + table.user,
                            "password: ${file:" + table.passwordFile.toAbsolutePath() + "}"));
        }
    }
}
