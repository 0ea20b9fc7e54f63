package org.huzheng.deploy.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.huzheng.testing.CouldNotRun;

/** A Prometheus server that asks some addresses for their metrics every second. */
public final class RealPrometheus implements AutoCloseable {
    private static final String WHAT = "the queries of dashboards and alarms";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final URI address;
    private final HttpClient http = HttpClient.newHttpClient();

    private RealPrometheus(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    /**
     * Starts it, with the alarms as they ship.
     *
     * @param directory for its files
     * @param alerts file with alerting rules
     * @param targets address of the metrics of each job
     */
    public static RealPrometheus start(Path directory, Path alerts, Map<String, URI> targets) throws IOException {
        Files.createDirectories(directory);
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        Path config = Files.writeString(
                directory.resolve("prometheus.yml"),
                "global: {scrape_interval: 1s, evaluation_interval: 1s}\nrule_files: [\""
                        + alerts.toAbsolutePath() + "\"]\nscrape_configs:\n"
                        + targets.entrySet().stream().map(RealPrometheus::job).collect(Collectors.joining()));
        try {
            Process process = new ProcessBuilder(
                            "prometheus",
                            "--config.file=" + config,
                            "--storage.tsdb.path=" + directory.resolve("tsdb"),
                            "--web.listen-address=127.0.0.1:" + port)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("prometheus.log").toFile())
                    .start();
            return new RealPrometheus(process, URI.create("http://127.0.0.1:" + port));
        } catch (IOException e) {
            throw CouldNotRun.because(WHAT, "prometheus is not found on PATH");
        }
    }

    private static String job(Map.Entry<String, URI> target) {
        URI address = target.getValue();
        return "  - job_name: " + target.getKey() + "\n    metrics_path: " + address.getPath()
                + "\n    static_configs: [{targets: [\"" + address.getAuthority() + "\"]}]\n";
    }

    /** Every name it has a sample of; none while it does not answer yet. */
    public Set<String> names() throws InterruptedException {
        try {
            Set<String> names = new TreeSet<>();
            get("/api/v1/label/__name__/values").path("data").forEach(name -> names.add(name.asText()));
            return names;
        } catch (IOException e) {
            // It is still starting.
            return Set.of();
        }
    }

    /** What it answers to a query: {@code status} is {@code success}, or {@code error} says why not. */
    public JsonNode query(String expression) throws IOException, InterruptedException {
        return get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
    }

    /** The alerting rules as it has read them. */
    public JsonNode rules() throws IOException, InterruptedException {
        return get("/api/v1/rules");
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<String> response =
                http.send(HttpRequest.newBuilder(address.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
        return JSON.readTree(response.body());
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
