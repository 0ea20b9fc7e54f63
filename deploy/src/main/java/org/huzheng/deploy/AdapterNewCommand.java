package org.huzheng.deploy;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.avro.Schema;
import org.huzheng.adapter.department.DepartmentReader;
import org.huzheng.adapter.draft.MappingDraft;
import org.huzheng.adapter.mapping.MappingReader;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.catalogue.Catalogue;
import org.huzheng.catalogue.Department;
import org.huzheng.catalogue.Topic;
import org.huzheng.settings.SettingsException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code huzheng adapter new}: drafts a mapping file from what its source looks like, and a record type. */
@Command(
        name = "new",
        description = {
            "按文件表头、数据表或任何数据源的头几行起草映射文件;不覆盖已有文件",
            "Draft a mapping file from a file's header, a live table, or the first rows of a source of any kind; overwrites nothing."
        },
        mixinStandardHelpOptions = true)
final class AdapterNewCommand implements Callable<Integer> {
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
    private AdapterNewLooks looks;

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

    @Override
    public Integer call() throws SettingsException, SourceException, IOException {
        if (Files.exists(output)) {
            throw new SettingsException(
                    "--output: 应为 expected a file that is not there yet,实为 found one that is: " + output);
        }
        Department department = department();
        Schema schema = schema(department);
        String draft = MappingDraft.of(department, schema, looks.look(spec.commandLine(), department, output));
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
                .orElseThrow(() -> AdapterNewLooks.refused(
                        spec.commandLine(),
                        "--department",
                        "one of "
                                + catalogue.departments().stream()
                                        .map(Department::code)
                                        .toList()
                                + ", or a department described in a " + DepartmentReader.FILE + " beside the output",
                        departmentCode));
    }

    private Schema schema(Department department) {
        List<Schema> types =
                department.recordTopics().stream().map(Topic::recordType).toList();
        return types.stream()
                .filter(type -> type.getFullName().equals(recordType))
                .findFirst()
                .orElseThrow(() -> AdapterNewLooks.refused(
                        spec.commandLine(),
                        "--to",
                        "a record type of " + department.code() + ", one of "
                                + types.stream().map(Schema::getFullName).toList(),
                        recordType));
    }
}
