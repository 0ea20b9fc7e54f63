package org.huzheng.adapter.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.huzheng.adapter.AdapterConfiguration;
import org.huzheng.adapter.health.FeedHealth.Cause;
import org.huzheng.adapter.health.Reason;
import org.huzheng.broker.testing.ExchangeExtension;
import org.huzheng.catalogue.Department;
import org.huzheng.catalogue.Topics;
import org.huzheng.event.ChangeType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A polled register of which half is gone one day: from the doubt to the operator who says that it is true. */
class PolledDisappearanceIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PEOPLE = 20;

    @RegisterExtension
    static final ExchangeExtension EXCHANGE = ExchangeExtension.withPartitions(3);

    @TempDir
    static Path directory;

    private static HouseholdRegister register;

    @BeforeAll
    static void fillRegister() throws Exception {
        register = HouseholdRegister.start();
        register.enterAll(1, PEOPLE);
    }

    @AfterAll
    static void stopRegister() throws IOException {
        register.close();
    }

    private static AdapterRuntime start(String... settings) throws Exception {
        AdapterConfiguration configuration = Departments.withSource(
                Department.HOUSEHOLD,
                directory,
                register.polled("  pageRows: 7", String.join("\n", settings)),
                EXCHANGE);
        return AdapterRuntime.start(configuration, new SimpleMeterRegistry());
    }

    private static Published residents() {
        return Published.in(
                Topics.HOUSEHOLD_RESIDENT, EXCHANGE.clientConfig(Department.HOUSEHOLD.code()), EXCHANGE.registryUrl());
    }

    private static void awaitDoubt(AdapterRuntime runtime) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(runtime.progress().failure())
                        .as(() -> runtime.progress().toString())
                        .get()
                        .asString()
                        .contains("at most 10 % of the 20 records", "found that 10 were not there"));
        assertThat(runtime.health().causes()).extracting(Cause::reason).contains(Reason.RECORDS_DISAPPEARED);
        assertThat(runtime.health().isReady()).isFalse();
    }

    @Test
    void shouldMarkNothingAndWithdrawNothingUntilSomebodySaysThatHalfOfThemAreReallyGone() throws Exception {
        // Given
        try (AdapterRuntime runtime = start("  fullReadInterval: PT1S")) {
            assertThat(runtime.awaitPublishedThrough(Instant.now(), PATIENCE)).isTrue();

            // When
            register.execute("DELETE FROM household.resident WHERE entry_id > 10");
            awaitDoubt(runtime);
        }

        // Then
        assertThat(residents().events())
                .extracting(event -> event.header().getChangeType())
                .containsOnly(ChangeType.CREATED);
        int marks = residents().marks().size();

        // When: started again, while one of the others changes and everything is read but this once
        register.execute(HouseholdRegister.rename(1, "改名"));
        try (AdapterRuntime runtime = start()) {
            awaitDoubt(runtime);
        }

        // Then
        assertThat(residents().eventsOf("1"))
                .extracting(event -> event.header().getChangeType())
                .containsExactly(ChangeType.CREATED, ChangeType.CORRECTED);
        assertThat(residents().events()).hasSize(PEOPLE + 1);
        assertThat(residents().marks()).hasSize(marks);

        // When: the setting is raised
        try (AdapterRuntime runtime = start("  disappearedPercentMax: 50")) {
            assertThat(runtime.awaitPublishedThrough(Instant.now(), PATIENCE))
                    .as(() -> runtime.progress().toString())
                    .isTrue();
            assertThat(runtime.health().causes()).isEmpty();
        }

        // Then
        assertThat(HouseholdRegister.namesIn(residents())).isEqualTo(register.names());
        int marksOnceBelieved = residents().marks().size();
        assertThat(marksOnceBelieved).isGreaterThan(marks);

        // When: it is set back
        try (AdapterRuntime runtime = start()) {
            assertThat(runtime.awaitPublishedThrough(Instant.now(), PATIENCE))
                    .as(() -> runtime.progress().toString())
                    .isTrue();
        }

        // Then
        assertThat(residents().marks()).hasSizeGreaterThan(marksOnceBelieved);
    }
}
