package org.huzheng.adapter.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.huzheng.adapter.source.DisappearedMax;
import org.huzheng.adapter.source.filedrop.Completion;
import org.huzheng.adapter.source.filedrop.FileDropSettings;
import org.huzheng.adapter.source.filedrop.FullDumps;
import org.huzheng.adapter.source.filedrop.Silence;
import org.huzheng.adapter.source.filedrop.format.FileFormat;
import org.huzheng.adapter.source.filedrop.format.UnpackLimits;
import org.huzheng.settings.SettingsException;
import org.huzheng.settings.SettingsNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FileDropSettingsReaderTest {
    private static final YAMLMapper YAML = new YAMLMapper();

    private static FileDropSettings read(JsonNode more) throws IOException, SettingsException {
        ObjectNode source = YAML.createObjectNode();
        source.put("kind", "file-drop").put("directory", "drop").put("archive", "archive");
        source.setAll((ObjectNode) more);
        String mapping = YAML.writeValueAsString(YAML.createObjectNode().set("source", source));
        SettingsNode root = SettingsNode.read("mapping.yaml", mapping, Mappings.NO_REFERENCES);
        return (FileDropSettings) SourceSettingsReader.read(root.required("source"));
    }

    private static FileDropSettings read(String more) throws IOException, SettingsException {
        return read(YAML.readTree(more));
    }

    static Stream<JsonNode> mistakes() throws IOException {
        List<JsonNode> mistakes = new ArrayList<>();
        YAML.readTree(Mappings.text("file-drop-mistakes.yaml")).forEach(mistakes::add);
        return mistakes.stream();
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void shouldNameWhereAndWhatWhenASettingIsMistaken(JsonNode mistake) {
        List<String> says = new ArrayList<>();
        mistake.path("says").forEach(text -> says.add(text.asText()));
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> read(mistake.path("settings")))
                .satisfies(refusal -> assertThat(refusal.getMessage()).contains(says));
    }

    @Test
    void shouldTakeRenamedFilesOfChangesInCsvWhenNothingElseIsSaid() throws Exception {
        // When
        FileDropSettings settings = read("{encoding: UTF-8}");

        // Then
        assertThat(settings.format()).isEqualTo(new FileFormat.Csv(','));
        assertThat(settings.completion()).isEqualTo(Completion.RENAMED);
        assertThat(settings.fullDumps()).isEmpty();
        assertThat(settings.unpackLimits()).isEqualTo(UnpackLimits.DEFAULT);
        assertThat(settings.refused()).isEqualTo(settings.archive().resolve("refused"));
        assertThat(settings.quietTime()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.silence()).isEqualTo(Silence.TELLS_NOTHING);
    }

    @Test
    void shouldReadEverySettingOfFixedWidth() throws Exception {
        // When
        FileDropSettings settings = read("""
            {encoding: GB18030, format: fixed-width, positions: bytes, columns: {编号: 1-6, 性别: "7"}, headerLines: 2,
             lines: trimmed, complete: sha256, content: full, disappearedPercentMax: 3, unpackedBytesMax: 1000,
             unpackedRatioMax: 20, refused: bad, quietTime: PT1M, scanInterval: PT1S,
             silence: means-nothing-happened}
            """);

        // Then
        assertThat(settings.format())
                .isEqualTo(new FileFormat.FixedWidth(
                        FileFormat.Unit.BYTES,
                        List.of(new FileFormat.Column("编号", 1, 6), new FileFormat.Column("性别", 7, 7)),
                        2,
                        true));
        assertThat(settings.completion()).isEqualTo(Completion.SHA256);
        assertThat(settings.fullDumps()).contains(new FullDumps(new DisappearedMax(3)));
        assertThat(settings.unpackLimits()).isEqualTo(new UnpackLimits(1000, 20));
        assertThat(settings.refused()).isEqualTo(Path.of("./bad"));
        assertThat(settings.scanInterval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.silence()).isEqualTo(Silence.MEANS_NOTHING_HAPPENED);
    }

    @Test
    void shouldNeedNoEncodingOfAWorkbook() throws Exception {
        // When
        FileDropSettings settings = read("{format: xlsx, sheet: 名册, headerRow: 3}");

        // Then
        assertThat(settings.format()).isEqualTo(new FileFormat.Xlsx(Optional.of("名册"), 3));
    }
}
