package org.huzheng.verify;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.huzheng.signing.JsonWebKeySet;
import org.huzheng.signing.StrictJson;
import org.huzheng.testing.CouldNotRun;

/**
 * Verifies certificates with npm's {@code @sd-jwt/sd-jwt-vc} and {@code jose}, which did not make them. Where npm is missing
 * the test that asks for it is reported as not run.
 */
public final class ForeignVerifier {
    private static final String WHAT = "verification with npm @sd-jwt/sd-jwt-vc and jose";
    private static final List<String> PROJECT = List.of("package.json", "package-lock.json", "verify.mjs");
    private static final int LEAST_NODE = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Path project;

    private ForeignVerifier(Path project) {
        this.project = project;
    }

    /**
     * What the foreign libraries made of a certificate.
     *
     * @param valid whether they accept it
     * @param claims what it says, when they do
     * @param reason why not, when they do not
     */
    public record Result(boolean valid, Map<String, Object> claims, String reason) {}

    /** Installs the libraries below the module's {@code target}, at the versions of the lock file. */
    public static synchronized ForeignVerifier install() {
        int node = nodeVersion();
        if (node < LEAST_NODE) {
            throw CouldNotRun.because(WHAT, "it needs node " + LEAST_NODE + ", found " + node);
        }
        Path project = Path.of("target", "foreign").toAbsolutePath();
        try {
            boolean changed = copyProject(project);
            if (changed || Files.notExists(project.resolve("node_modules/.package-lock.json"))) {
                Output npm = run(project, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
                if (npm.exitCode() != 0) {
                    throw CouldNotRun.because(WHAT, "npm ci failed: " + npm.lastLine());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ForeignVerifier(project);
    }

    /**
     * Verifies a certificate including its status.
     *
     * @param certificate the SD-JWT VC as it travels
     * @param keys the issuer's published keys
     * @param statusListToken the list the certificate names, as served
     * @param now the time to judge validity at
     */
    public Result verify(String certificate, JsonWebKeySet keys, String statusListToken, Instant now) {
        Map<String, Object> input = input(certificate, keys, now);
        input.put("statusListToken", statusListToken);
        return verify(input);
    }

    /** Verifies a certificate without asking for its status. */
    public Result verifyWithoutStatus(String certificate, JsonWebKeySet keys, Instant now) {
        return verify(input(certificate, keys, now));
    }

    private static Map<String, Object> input(String certificate, JsonWebKeySet keys, Instant now) {
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("certificate", certificate);
        input.put("jwks", keys.toMembers());
        input.put("now", now.getEpochSecond());
        return input;
    }

    private Result verify(Map<String, Object> input) {
        try {
            Path file = Files.createTempFile(project, "certificate", ".json");
            try {
                Files.writeString(file, StrictJson.write(input));
                Output output = run(project, "node", "verify.mjs", file.toString());
                return read(output);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Result read(Output output) {
        Map<String, Object> answer =
                StrictJson.readObject(output.text().getBytes(StandardCharsets.UTF_8), "output of verify.mjs");
        boolean valid = Boolean.TRUE.equals(answer.get("valid"));
        if (valid != (output.exitCode() == 0)) {
            throw new AssertionError("verify.mjs: expected its exit code to agree with its answer, found "
                    + output.exitCode() + " with " + valid);
        }
        return new Result(
                valid,
                (Map<String, Object>) answer.getOrDefault("claims", Map.of()),
                String.valueOf(answer.getOrDefault("reason", "")));
    }

    private static int nodeVersion() {
        try {
            run(Path.of(".").toAbsolutePath(), "npm", "--version");
            // v20.20.2
            String version =
                    run(Path.of(".").toAbsolutePath(), "node", "--version").lastLine();
            return Integer.parseInt(version.substring(1, version.indexOf('.')));
        } catch (IOException e) {
            throw CouldNotRun.because(WHAT, "npm or node is not found on PATH");
        }
    }

    private static boolean copyProject(Path target) throws IOException {
        Files.createDirectories(target);
        boolean changed = false;
        for (String name : PROJECT) {
            try (InputStream in = ForeignVerifier.class.getResourceAsStream("foreign/" + name)) {
                if (in == null) {
                    throw new IOException("Test resources: expected foreign/" + name + ", found none");
                }
                byte[] content = in.readAllBytes();
                Path file = target.resolve(name);
                if (Files.notExists(file) || !Arrays.equals(Files.readAllBytes(file), content)) {
                    Path fresh = Files.write(target.resolve(name + ".new"), content);
                    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
                    changed = true;
                }
            }
        }
        return changed;
    }

    private static Output run(Path folder, String... command) throws IOException {
        Path output = Files.createTempFile("foreign", ".out");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectOutput(output.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(command[0] + ": expected an end within " + PATIENCE + ", found none");
            }
            return new Output(process.exitValue(), Files.readString(output));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(command[0] + " was interrupted", e);
        } finally {
            Files.delete(output);
        }
    }

    private record Output(int exitCode, String text) {
        String lastLine() {
            return text.lines().reduce("no output", (first, second) -> second).strip();
        }
    }
}
