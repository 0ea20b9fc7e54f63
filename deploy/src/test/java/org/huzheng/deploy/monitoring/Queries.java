package org.huzheng.deploy.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The queries that ship: of every panel of a dashboard and of every alarm. */
public final class Queries {
    private static final Path MONITORING = Path.of(System.getProperty("huzheng.root"), "deploy", "monitoring");
    /** Names of ours, of Kafka's clients, of HTTP, the process and the JVM; everything else in a query is PromQL's own, or a label. */
    private static final Pattern NAME =
            Pattern.compile("\\b(?:huzheng|kafka|http|jvm|process|logback)_[a-z0-9_]+\\b|\\bup\\b");

    private Queries() {}

    /** The alarms' file. */
    public static Path alerts() {
        return MONITORING.resolve("alerts.yml");
    }

    /** Every query by where it stands. */
    public static Map<String, String> all() throws IOException {
        Map<String, String> queries = new TreeMap<>();
        for (JsonNode group : new YAMLMapper().readTree(alerts().toFile()).path("groups")) {
            for (JsonNode rule : group.path("rules")) {
                queries.put(
                        "alarm " + rule.path("alert").asText(),
                        rule.path("expr").asText());
            }
        }
        try (DirectoryStream<Path> dashboards = Files.newDirectoryStream(MONITORING.resolve("dashboards"), "*.json")) {
            for (Path dashboard : dashboards) {
                for (JsonNode panel :
                        new ObjectMapper().readTree(dashboard.toFile()).path("panels")) {
                    for (JsonNode target : panel.path("targets")) {
                        queries.put(
                                dashboard.getFileName() + " "
                                        + panel.path("title").asText() + " "
                                        + target.path("refId").asText(),
                                target.path("expr").asText());
                    }
                }
            }
        }
        return queries;
    }

    /** Names of the metrics a query asks for. */
    public static Set<String> names(String query) {
        // What stands in quotes is a label's value.
        Matcher matcher = NAME.matcher(query.replaceAll("\"[^\"]*\"", ""));
        Set<String> names = new TreeSet<>();
        while (matcher.find()) {
            names.add(matcher.group());
        }
        return names;
    }
}
