package org.huzheng.adapter.run;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.huzheng.adapter.AdapterConfiguration;
import org.huzheng.adapter.lease.AdapterLease;

/** An adapter in a process of its own, to be killed. */
public final class AdapterProcess {
    private AdapterProcess() {}

    /** Runs until it is killed. */
    public static void main(String[] arguments) throws Exception {
        AdapterConfiguration configuration = AdapterConfiguration.read(Path.of(arguments[0]), System.getenv());
        AdapterRuntime.start(configuration, new SimpleMeterRegistry());
        Thread.currentThread().join();
    }

    /** Writes a configuration as its file would state it. */
    static Path write(AdapterConfiguration configuration, Path file) throws IOException {
        new YAMLMapper()
                .writeValue(
                        file.toFile(),
                        Map.of(
                                "mapping", configuration.mapping().toString(),
                                "personKeySecret",
                                        configuration.personKeySecret().toString(),
                                "kafka", configuration.exchange().kafka(),
                                "registry", configuration.exchange().registry(),
                                "settings", configuration.settings(),
                                "markInterval", configuration.markInterval().toString()));
        return file;
    }

    static Process start(Path configuration) throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-Dfile.encoding=UTF-8",
                        "-cp",
                        classPath,
                        AdapterProcess.class.getName(),
                        configuration.toString()))
                .inheritIO()
                .start();
    }

    /** Waits until it has taken over from the one killed before it. */
    static void awaitRunning(Process process, AdapterConfiguration configuration) throws Exception {
        String id = String.valueOf(process.pid());
        Instant until = Instant.now().plusSeconds(60);
        while (AdapterLease.holderOf(
                                configuration.readMapping().department(),
                                configuration.exchange().kafka())
                        .filter(holder -> holder.processId().equals(id))
                        .isEmpty()
                && Instant.now().isBefore(until)) {
            Thread.sleep(50);
        }
    }

    /** Kills as the kernel does: nothing is flushed, closed or said. */
    static void kill(Process process) throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            throw new IllegalStateException("process: expected it to be gone after kill -9, found it running");
        }
    }
}
