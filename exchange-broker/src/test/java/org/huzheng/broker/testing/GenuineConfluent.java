package org.huzheng.broker.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.huzheng.testing.CouldNotRun;

/**
 * Confluent's genuine serializers and registry client 7.9.5, for tests only. They are not on Maven Central by themselves, but an Apache-licensed jar
 * of another project there contains them unchanged; only their packages and what they lean on are taken from it.
 *
 * <p>The classes lie in {@code target/confluent-7.9.5} below the root, or where the system property {@value #PROPERTY} says.
 */
public final class GenuineConfluent {
    /** System property with the folder of the classes. */
    public static final String PROPERTY = "huzheng.confluent.classes";

    /** Version of the classes. */
    public static final String VERSION = "7.9.5";

    /** Class names for configurations. */
    public static final String SERIALIZER = "io.confluent.kafka.serializers.KafkaAvroSerializer";

    /** Class names for configurations. */
    public static final String DESERIALIZER = "io.confluent.kafka.serializers.KafkaAvroDeserializer";

    /** The strategy by which subjects are named here. */
    public static final String SUBJECT_NAMES = "io.confluent.kafka.serializers.subject.TopicRecordNameStrategy";

    private static final CentralArtifact JAR =
            new CentralArtifact("org.apache.pinot:pinot-confluent-avro:1.5.0:jar:shaded");
    private static final List<String> PACKAGES = List.of(
            "io/confluent/",
            "org/apache/pinot/shaded/",
            "com/eclipsesource/",
            "io/swagger/v3/oas/annotations/",
            // How the client finds its ways to log in.
            "META-INF/services/io.confluent.",
            "META-INF/services/org.apache.pinot.shaded.");

    private GenuineConfluent() {}

    /**
     * A class loader that finds the genuine classes, and everything else where the caller's does. The genuine classes look for each other through
     * the thread's context class loader, so set it to this one while they are used. Close it after use.
     */
    public static URLClassLoader classLoader() {
        try {
            return new URLClassLoader(
                    new URL[] {classes().toUri().toURL()},
                    Thread.currentThread().getContextClassLoader());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A genuine serializer, not configured yet. */
    @SuppressWarnings("unchecked")
    public static Serializer<Object> serializer(ClassLoader classes) throws ReflectiveOperationException {
        return (Serializer<Object>)
                classes.loadClass(SERIALIZER).getConstructor().newInstance();
    }

    /** A genuine deserializer, not configured yet. */
    @SuppressWarnings("unchecked")
    public static Deserializer<Object> deserializer(ClassLoader classes) throws ReflectiveOperationException {
        return (Deserializer<Object>)
                classes.loadClass(DESERIALIZER).getConstructor().newInstance();
    }

    /**
     * The folder of the classes, to put on a class path; fetched and unpacked on first use.
     *
     * @throws org.opentest4j.TestAbortedException if they cannot be fetched (see {@link CouldNotRun})
     */
    public static synchronized Path classes() {
        String given = System.getProperty(PROPERTY);
        Path folder = given == null
                ? Path.of(System.getProperty("huzheng.root", ".."), "target", "confluent-" + VERSION)
                        .toAbsolutePath()
                        .normalize()
                : Path.of(given);
        if (Files.exists(folder)) {
            return folder;
        }
        Path jar = JAR.fetch("conformance with Confluent's genuine client " + VERSION);
        try {
            unpack(jar, folder);
        } catch (IOException e) {
            throw new UncheckedIOException("expected to unpack " + jar + " into " + folder, e);
        }
        return folder;
    }

    /** Unpacks beside the folder first: a folder that exists is complete. */
    private static void unpack(Path jar, Path folder) throws IOException {
        Files.createDirectories(folder.getParent());
        Path draft = Files.createTempDirectory(folder.getParent(), "confluent");
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                Path file = draft.resolve(entry.getName()).normalize();
                if (!entry.isDirectory()
                        && file.startsWith(draft)
                        && PACKAGES.stream().anyMatch(entry.getName()::startsWith)) {
                    Files.createDirectories(file.getParent());
                    try (InputStream content = zip.getInputStream(entry)) {
                        Files.copy(content, file);
                    }
                }
            }
        }
        try {
            Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!Files.exists(folder)) {
                throw e;
            }
            try (Stream<Path> files = Files.walk(draft)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
