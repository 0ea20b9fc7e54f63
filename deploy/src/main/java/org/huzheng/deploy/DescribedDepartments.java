package org.huzheng.deploy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.huzheng.adapter.department.DepartmentReader;
import org.huzheng.catalogue.Catalogue;
import org.huzheng.settings.SettingsException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Option of a command that writes down what is declared: for which departments. */
final class DescribedDepartments {
    @Option(
            names = "--departments",
            paramLabel = "DIR",
            description = {
                "另行描述的部门目录,每个子目录一个 department.yaml",
                "Directory of departments described besides the judged ones, a folder with a department.yaml for each."
            })
    private @Nullable Path directory;

    /** The judged departments, and those described besides. */
    Catalogue catalogue() throws SettingsException {
        return directory == null ? Catalogue.JUDGED : in(directory);
    }

    /** The judged departments, and those of a directory given as {@code --departments}. */
    static Catalogue in(Path directory) throws SettingsException {
        if (!Files.isDirectory(directory)) {
            throw new SettingsException("--departments: expected a directory, found none at " + directory);
        }
        return DepartmentReader.catalogueIn(directory);
    }
}
