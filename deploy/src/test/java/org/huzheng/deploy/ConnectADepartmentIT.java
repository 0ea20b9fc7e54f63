package org.huzheng.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.huzheng.adapter.department.DepartmentReader;
import org.huzheng.broker.exchange.ExchangeAddress;
import org.huzheng.catalogue.Department;
import org.huzheng.catalogue.Topic;
import org.huzheng.event.EventHeader;
import org.huzheng.event.FeedMark;
import org.huzheng.testing.CommittedRecords;
import org.huzheng.wire.AvroWire;
import org.huzheng.wire.AvroWireDeserializer;
import org.huzheng.wire.DescribedRecord;
import org.huzheng.wire.HttpSchemaRegistry;
import org.huzheng.wire.RegistrySettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page that leads through connecting a department is carried out to the letter, for a department that does not ship. */
class ConnectADepartmentIT {
    private static final Path DOCS = Path.of(System.getProperty("huzheng.root"), "docs");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\n(.*?)^```$");
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    private Path directory;

    private static List<MatchResult> blocks(String page) throws IOException {
        return BLOCK.matcher(Files.readString(DOCS.resolve(page))).results().toList();
    }

    private static List<String> texts(String page) throws IOException {
        return blocks(page).stream().map(MatchResult::group).toList();
    }

    @AfterEach
    void stopWhatIsLeft() throws Exception {
        for (String name : List.of("adapter.pid", "exchange.pid")) {
            Path file = directory.resolve(name);
            if (Files.exists(file)) {
                ProcessHandle.of(Long.parseLong(Files.readString(file).strip()))
                        .ifPresent(ProcessHandle::destroyForcibly);
            }
        }
    }

    /** What {@code huzheng} on the path is: this build's classes. */
    private Path commandOnPath() throws IOException {
        Path bin = Files.createDirectories(directory.resolve("bin"));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Files.writeString(
                Files.createFile(
                        bin.resolve("huzheng"),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))),
                "#!/bin/sh\nexec \"" + java + "\" -Xmx384m -Dfile.encoding=UTF-8 -Dstdout.encoding=UTF-8 -cp \""
                        + System.getProperty("java.class.path") + "\" org.huzheng.deploy.Huzheng \"$@\"\n");
        return bin;
    }

    private String run(List<String> scripts) throws Exception {
        Path bin = commandOnPath();
        Path output = directory.resolve("output.log");
        ProcessBuilder builder = new ProcessBuilder("bash", "-eu", "-c", String.join("\n", scripts))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("PATH", bin + ":" + System.getenv("PATH"));
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly();
        }
        String said = Files.readString(output);
        Files.delete(bin.resolve("huzheng"));
        assertThat(ended && process.exitValue() == 0).as(said + logs()).isTrue();
        return said;
    }

    private String logs() throws IOException {
        StringBuilder logs = new StringBuilder();
        for (String name : List.of("exchange.log", "adapter.log")) {
            Path file = directory.resolve(name);
            logs.append("\n== ").append(name).append('\n').append(Files.exists(file) ? Files.readString(file) : "-");
        }
        return logs.toString();
    }

    private List<ConsumerRecord<String, SpecificRecord>> published(Topic topic) {
        ExchangeAddress address = ExchangeAddress.ofDirectory(directory.resolve("exchange"));
        AvroWire wire = new AvroWire(
                new HttpSchemaRegistry(RegistrySettings.of(address.registryConfig())), List.of(topic.recordType()));
        return CommittedRecords.on(topic, address.clientConfig("adoptions"), new AvroWireDeserializer(wire)).stream()
                .filter(record -> !(record.value() instanceof FeedMark))
                .toList();
    }

    private static String said(SpecificRecord record) {
        DescribedRecord adoption = (DescribedRecord) record;
        EventHeader header = (EventHeader) adoption.get("header");
        return header.getRecordId() + " " + header.getChangeType() + " " + adoption.get("kind") + " "
                + adoption.get("sex");
    }

    @Test
    void shouldShowTheSameBlocksInBothLanguages() throws IOException {
        assertThat(texts("connect-a-department.zh-CN.md")).isNotEmpty().isEqualTo(texts("connect-a-department.md"));
    }

    @Test
    void shouldLeadFromNothingToEventsOnTheTopic() throws Exception {
        // Given
        List<MatchResult> blocks = blocks("connect-a-department.md");
        assertThat(blocks).extracting(block -> block.group(1)).containsOnly("sh");
        List<String> scripts = blocks.stream().map(block -> block.group(2)).toList();

        // When
        String said = run(scripts.subList(0, scripts.size() - 1));
        Department department = DepartmentReader.read(directory.resolve("adoptions"));
        List<ConsumerRecord<String, SpecificRecord>> events =
                published(department.recordTopics().get(0));
        run(scripts.subList(scripts.size() - 1, scripts.size()));

        // Then
        assertThat(said)
                .contains("rows read 4", "refused 2", "refused 1", "adoptions.adoption")
                .doesNotContain("王小雨")
                .doesNotContainPattern("[0-9]{17}[0-9X]");
        assertThat(events)
                .extracting(event -> said(event.value()))
                .containsExactlyInAnyOrder(
                        "S2024001 CREATED ORPHAN FEMALE",
                        "S2024002 CREATED FOUNDLING MALE",
                        "S2024002 ENDED FOUNDLING MALE",
                        "S2024003 CREATED RELATIVE MALE",
                        "S2024004 CREATED ORPHAN FEMALE");
    }
}
