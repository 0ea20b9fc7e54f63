package org.huzheng.verify;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.huzheng.signing.JsonWebKeySet;
import org.huzheng.signing.StrictJson;
import org.huzheng.testing.NodeProject;

/**
 * Verifies certificates with npm's {@code @sd-jwt/sd-jwt-vc} and {@code jose}, which did not make them. Where npm is missing
 * the test that asks for it is reported as not run.
 */
public final class ForeignVerifier {
    private static final String SCRIPT = "verify.mjs";

    private final NodeProject project;

    private ForeignVerifier(NodeProject project) {
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
    public static ForeignVerifier install() {
        return new ForeignVerifier(
                NodeProject.install("verification with npm @sd-jwt/sd-jwt-vc and jose", ForeignVerifier.class, SCRIPT));
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
        return read(project.run(SCRIPT, StrictJson.write(input)));
    }

    @SuppressWarnings("unchecked")
    private static Result read(NodeProject.Output output) {
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
}
