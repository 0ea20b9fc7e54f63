package org.huzheng.adapter.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.huzheng.adapter.AdapterConfiguration;
import org.huzheng.adapter.publish.ExchangeClients;
import org.huzheng.broker.testing.ExchangeExtension;
import org.huzheng.catalogue.Department;
import org.huzheng.identity.PersonKey;
import org.huzheng.identity.PersonKeyDerivation;
import org.huzheng.identity.ResidentIdentityNumber;
import org.huzheng.wire.RegistrySettings;

/** Adapters of the shipped mappings, for tests. */
final class Departments {
    private static final byte[] SECRET = "a secret for tests, of 32 bytes or more".getBytes(StandardCharsets.UTF_8);
    private static final Duration MARK_INTERVAL = Duration.ofMillis(300);

    private Departments() {}

    static AdapterConfiguration configuration(
            Department department, Path directory, Map<String, String> settings, ExchangeExtension exchange)
            throws IOException {
        return configuration(department, mappingOf(department), directory, settings, exchange);
    }

    /** The shipped mapping, its rows from dropped files: those it ships with, else {@code ORIGIN-*.csv} in UTF-8. */
    static AdapterConfiguration ofFiles(
            Department department, Path directory, Map<String, String> settings, ExchangeExtension exchange)
            throws IOException {
        return ofFiles(department, directory, UnaryOperator.identity(), settings, exchange);
    }

    /** Settings that say where files are dropped and where they are put away. */
    static Map<String, String> folders(Department department, Path drop, Path archive) {
        return Map.of(
                department.code() + ".directory", drop.toString(), department.code() + ".archive", archive.toString());
    }

    /** An adapter that takes each dropped file for all there is. */
    static AdapterConfiguration ofFullDumps(
            Department department, Path directory, Map<String, String> settings, ExchangeExtension exchange)
            throws IOException {
        return ofFiles(
                department,
                directory,
                mapping -> mapping.replace("  kind: file-drop\n", "  kind: file-drop\n  content: full\n"),
                settings,
                exchange);
    }

    /** The same with the mapping changed; each change takes the place of the one before. */
    static AdapterConfiguration ofFiles(
            Department department,
            Path directory,
            UnaryOperator<String> change,
            Map<String, String> settings,
            ExchangeExtension exchange)
            throws IOException {
        return configuration(department, mappingOfFiles(department, directory, change), directory, settings, exchange);
    }

    /** Such a mapping. */
    static Path mappingOfFiles(Department department, Path directory, UnaryOperator<String> change) throws IOException {
        String mapping = Files.readString(mappingOf(department));
        String dropped = mapping.contains("kind: file-drop") ? mapping : fileDrop(department, mapping);
        return Files.writeString(directory.resolve(department.code() + "-files.yaml"), change.apply(dropped));
    }

    private static String fileDrop(Department department, String mapping) {
        String setting = "${setting:" + department.code();
        return mapping.substring(0, mapping.indexOf("source:"))
                + "source:\n  kind: file-drop\n  directory: " + setting + ".directory}\n  archive: " + setting
                + ".archive}\n  encoding: UTF-8\n  silence: means-nothing-happened\n"
                + mapping.substring(mapping.indexOf("records:")).replaceAll("(from: \\w+)(?=\n)", "$1-*.csv");
    }

    private static Path mappingOf(Department department) {
        return Path.of(System.getProperty("huzheng.root"), "deploy/src/main/departments", department.code() + ".yaml");
    }

    private static AdapterConfiguration configuration(
            Department department,
            Path mapping,
            Path directory,
            Map<String, String> settings,
            ExchangeExtension exchange)
            throws IOException {
        Path secret = Files.write(directory.resolve("person-key-secret"), SECRET);
        AdapterConfiguration plain = AdapterConfiguration.of(
                mapping,
                settings,
                exchange.clientConfig(department.code()),
                Map.of("schema.registry.url", exchange.registryUrl()),
                secret);
        return new AdapterConfiguration(
                plain.mapping(), plain.settings(), plain.exchange(), plain.personKeySecret(), MARK_INTERVAL);
    }

    /** The same adapter, soon given up once it is killed. */
    static AdapterConfiguration soonForgotten(AdapterConfiguration adapter) {
        Map<String, Object> kafka = new HashMap<>(adapter.exchange().kafka());
        kafka.put("session.timeout.ms", "3000");
        return new AdapterConfiguration(
                adapter.mapping(),
                adapter.settings(),
                new ExchangeClients(
                        kafka,
                        adapter.exchange().registry(),
                        adapter.exchange().serializer(),
                        adapter.exchange().deserializer()),
                adapter.personKeySecret(),
                MARK_INTERVAL);
    }

    /** The shipped mapping, its rows from another source. */
    static AdapterConfiguration withSource(
            Department department, Path directory, String source, ExchangeExtension exchange) throws IOException {
        AdapterConfiguration shipped = configuration(department, directory, Map.of(), exchange);
        String mapping = Files.readString(shipped.mapping());
        String changed = mapping.substring(0, mapping.indexOf("source:"))
                + source
                + mapping.substring(mapping.indexOf("records:"));
        return new AdapterConfiguration(
                Files.writeString(directory.resolve(department.code() + ".yaml"), changed),
                Map.of(),
                shipped.exchange(),
                shipped.personKeySecret(),
                MARK_INTERVAL);
    }

    /** The same adapter, reaching the registry at another port of this machine and waiting for it no longer than this. */
    static AdapterConfiguration withRegistry(AdapterConfiguration adapter, int port, Duration patience) {
        ExchangeClients exchange = new ExchangeClients(
                adapter.exchange().kafka(),
                Map.of(
                        RegistrySettings.URL,
                        "http://127.0.0.1:" + port,
                        RegistrySettings.PATIENCE_MS,
                        patience.toMillis()),
                adapter.exchange().serializer(),
                adapter.exchange().deserializer());
        return new AdapterConfiguration(
                adapter.mapping(), adapter.settings(), exchange, adapter.personKeySecret(), adapter.markInterval());
    }

    static String keyOf(String identityNumber) {
        PersonKey key = new PersonKeyDerivation(SECRET).keyOf(ResidentIdentityNumber.parse(identityNumber));
        return key.value();
    }
}
