package org.huzheng.deploy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.List;

/** YAML that a command writes and nobody edits: its first line says which. */
final class GeneratedYaml {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .build();

    private GeneratedYaml() {}

    /**
     * Documents one after another.
     *
     * @param command what writes them, e.g. {@code exchange kubernetes}
     */
    static String text(String command, List<ObjectNode> documents) throws IOException {
        StringBuilder text = new StringBuilder("# Written by: huzheng " + command + ". Not by hand.\n");
        for (ObjectNode document : documents) {
            text.append(YAML.writeValueAsString(document));
        }
        return text.toString();
    }
}
