package org.huzheng.broker.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.huzheng.broker.testing.ApicurioRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/**
 * Apicurio Registry in the place of ours. Where it deviates, {@code apicurio-deviations.csv} says how and why; a deviation that no longer holds
 * fails.
 */
class ApicurioConformanceIT extends RegistryConformance {
    private static final Map<String, Deviation> DEVIATIONS = deviations();
    private static final Set<String> MET = new HashSet<>();
    private static final Map<String, String> UNLISTED = new TreeMap<>();

    @TempDir
    static Path directory;

    private static ApicurioRegistry registry;

    /** One line of the list: the claim that does not hold, what is found instead, and why. */
    private record Deviation(String claim, String found, String reason) {
        static Deviation parse(String line) {
            List<String> fields = Arrays.asList(line.split("\\|", -1));
            return new Deviation(fields.get(0), fields.get(1), fields.get(2));
        }
    }

    private static Map<String, Deviation> deviations() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(ApicurioConformanceIT.class.getResourceAsStream("apicurio-deviations.csv")),
                StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Deviation::parse)
                    .collect(Collectors.toMap(Deviation::claim, Function.identity()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeAll
    static void startRegistry() {
        fetchGenuineClient();
        registry = ApicurioRegistry.start(directory);
    }

    @AfterAll
    static void stopRegistry() {
        if (registry != null) {
            registry.close();
            assertThat(UNLISTED)
                    .as("claims that do not hold, and are not in the list")
                    .isEmpty();
            assertThat(MET)
                    .as("claims of apicurio-deviations.csv that were held")
                    .isEqualTo(DEVIATIONS.keySet());
        }
    }

    @Override
    String registryUrl() {
        return registry.url();
    }

    @Override
    void restart() {
        registry.close();
        registry.start();
    }

    /** Every claim is tried, so that one run tells of all that do not hold. */
    @Override
    void holds(String claim, ThrowingCallable assertion) {
        Throwable thrown = catchThrowable(assertion);
        Deviation deviation = DEVIATIONS.get(claim);
        if (deviation == null) {
            if (thrown != null) {
                UNLISTED.put(claim, thrown.toString());
            }
            return;
        }
        MET.add(claim);
        assertThat(thrown)
                .as("\"%s\" is listed as not holding (%s): take the line out if it does now", claim, deviation.reason())
                .isNotNull();
        assertThat(thrown.toString()).contains(deviation.found());
    }
}
