package org.huzheng.deploy.trial;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.huzheng.broker.exchange.ExchangeAddress;
import org.huzheng.catalogue.Department;
import org.huzheng.deploy.registers.DepartmentDatabase;
import org.huzheng.deploy.registers.DropFolders;
import org.huzheng.trace.TracingSettings;

/**
 * Writes the files an adapter is run with: the department's mapping as it ships, and a configuration that names the exchange and the source.
 * Passwords stay in their own files, which the configuration points to, so that {@code huzheng adapter check -c FILE} works with it too.
 */
public final class AdapterFiles {
    private final TrialDirectory directory;
    private final TrialSecrets secrets;
    private final ExchangeAddress exchange;
    private final Path personKeySecret;
    private final DepartmentDatabase database;
    private final Optional<TracingSettings> tracing;

    /**
     * Files in a directory.
     *
     * @param personKeySecret the exchange's secret person keys are derived with
     * @param tracing where the adapters' traces go, if anywhere
     */
    public AdapterFiles(
            TrialDirectory directory,
            TrialSecrets secrets,
            ExchangeAddress exchange,
            Path personKeySecret,
            DepartmentDatabase database,
            Optional<TracingSettings> tracing) {
        this.directory = directory;
        this.secrets = secrets;
        this.exchange = exchange;
        this.personKeySecret = personKeySecret;
        this.database = database;
        this.tracing = tracing;
    }

    /** Writes both and returns the configuration. */
    public Path write(Department department) throws IOException {
        Files.createDirectories(directory.adapters());
        String mapping = department.code() + ".yaml";
        try (InputStream in = Objects.requireNonNull(
                AdapterFiles.class.getResourceAsStream("/departments/" + mapping),
                () -> "resource missing: " + mapping)) {
            Files.copy(in, directory.adapters().resolve(mapping), StandardCopyOption.REPLACE_EXISTING);
        }
        ObjectNode configuration = JsonNodeFactory.instance.objectNode();
        configuration.put("mapping", mapping);
        configuration.put("state", "state");
        configuration.setAll(ExchangeLogin.ofAdapter(exchange, department.code(), personKeySecret));
        tracing.ifPresent(told -> configuration
                .putObject("tracing")
                .put("endpoint", told.endpoint().toString())
                .put("ratio", told.ratio()));
        ObjectNode settings = configuration.putObject("settings");
        settings(department).forEach((name, value) -> settings.put(department.code() + "." + name, value));
        Path file = directory.adapters().resolve(department.code() + ".adapter.yaml");
        new YAMLMapper().writeValue(file.toFile(), configuration);
        return file;
    }

    private Map<String, String> settings(Department department) throws IOException {
        Map<String, String> settings = new TreeMap<>();
        switch (department.code()) {
            case "household" -> {
                settings.put("host", database.host());
                settings.put("port", String.valueOf(database.port()));
                settings.put("database", DepartmentDatabase.databaseOf(department));
                putLogin(settings, department);
            }
            case "property" -> {
                settings.put("url", database.url(department));
                putLogin(settings, department);
            }
            case "social-security" -> {
                Path folder = new DropFolders(directory.dropFolders()).of(department);
                Path archive = directory.archive().resolve(department.code());
                Files.createDirectories(folder);
                settings.put("directory", folder.toAbsolutePath().toString());
                settings.put("archive", archive.toAbsolutePath().toString());
            }
            case "medical" -> {
                settings.put("host", directory.pushAddress().getHost());
                settings.put("port", String.valueOf(directory.pushAddress().getPort()));
                settings.put("secret", reference(secrets.file(TrialSecrets.PUSH)));
                settings.put("samples", directory.outbox().toAbsolutePath().toString());
            }
            default ->
                throw new IllegalArgumentException("department: expected one of the trial, found " + department.code());
        }
        return settings;
    }

    private void putLogin(Map<String, String> settings, Department department) {
        String role = DepartmentDatabase.adapterRole(department);
        settings.put("user", role);
        settings.put("password", reference(secrets.passwordFileOfRole(role)));
    }

    private static String reference(Path file) {
        return "${file:" + file.toAbsolutePath() + "}";
    }
}
