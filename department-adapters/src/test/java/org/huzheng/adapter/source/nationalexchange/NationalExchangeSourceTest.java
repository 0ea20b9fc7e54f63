package org.huzheng.adapter.source.nationalexchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.huzheng.adapter.source.RowTally;
import org.huzheng.adapter.source.Source;
import org.huzheng.adapter.source.SourceBatch;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.SourceOpening;
import org.huzheng.adapter.source.SourceRow;
import org.huzheng.adapter.source.httppush.PushCaller;
import org.huzheng.adapter.source.nationalexchange.ExchangeServer.Mishap;
import org.huzheng.adapter.testkit.SetClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

// over 300 lines: one server and one pace; what it does wrong is told side by side
class NationalExchangeSourceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final PullPace PACE = paceThatSettles(Duration.ZERO);

    private ExchangeServer server;

    @BeforeEach
    void start() throws IOException {
        server = new ExchangeServer(PushCaller.freePort());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static Source open(NationalExchangeSettings settings) throws SourceException {
        return settings.open(new SourceOpening("contract", List.of("rows"), Optional.empty(), Duration.ofMillis(200)));
    }

    private static PullPace paceThatSettles(Duration settle) {
        return new PullPace(
                Duration.ofMillis(50),
                settle,
                Duration.ofSeconds(1),
                Duration.ofDays(2),
                Duration.ZERO,
                Duration.ofMillis(1_500),
                3,
                Duration.ofMillis(20));
    }

    private void put(int from, int to) {
        for (int row = from; row <= to; row++) {
            server.put("r" + row, Map.of("id", "r" + row));
        }
    }

    /** Ids handed over until the source says that everything before now is. */
    private static List<String> readUntilNow(Source source) throws Exception {
        Instant now = Instant.now();
        Instant deadline = now.plus(PATIENCE);
        List<String> ids = new ArrayList<>();
        while (Instant.now().isBefore(deadline)) {
            SourceBatch batch = source.poll(Duration.ofMillis(50));
            batch.items().forEach(item -> ids.add(((SourceRow) item).values().get("id")));
            source.committed(batch, List.of());
            batch.committedBefore().ifPresent(time -> assertThat(time).isBeforeOrEqualTo(Instant.now()));
            if (batch.committedBefore().filter(time -> !time.isBefore(now)).isPresent()) {
                return ids;
            }
        }
        throw new AssertionError("waited " + PATIENCE + ", handed over so far: " + ids);
    }

    @ParameterizedTest
    @EnumSource(Mishap.class)
    void shouldAskAgainWhenAnAnswerIsNone(Mishap mishap) throws Exception {
        // Given
        put(1, 5);
        server.mishaps(mishap, mishap);

        // When
        try (Source source = open(server.settings(PACE, 2))) {
            List<String> ids = readUntilNow(source);

            // Then
            assertThat(ids).contains("r1", "r2", "r3", "r4", "r5");
        }
    }

    @Test
    void shouldFailAfterAskingOftenEnough() throws Exception {
        // Given
        server.mishaps(Mishap.STATUS_500, Mishap.STATUS_500, Mishap.STATUS_500, Mishap.STATUS_500);
        try (Source source = open(server.settings(PACE, 2))) {
            // When / Then
            assertThatExceptionOfType(SourceException.class)
                    .isThrownBy(() -> readUntilNow(source))
                    .withMessageContaining("http://127.0.0.1:" + server.port() + "/share/rows")
                    .withMessageContaining("status 500")
                    .withMessageContaining("after 4 tries");
        }
    }

    @Test
    void shouldNotHoldUpItsReaderWhileAnAnswerIsSlow() throws Exception {
        // Given
        server.mishaps(Mishap.SLOW_BODY);
        try (Source source = open(server.settings(PACE, 2))) {
            // When
            Instant begun = Instant.now();
            SourceBatch batch = source.poll(Duration.ofMillis(50));

            // Then
            assertThat(batch.items()).isEmpty();
            assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofMillis(500));
        }
    }

    @Test
    void shouldFollowTheClockOfTheExchange() throws Exception {
        // Given: a Date of whole seconds, so that the clock is known to half a second
        server.clockAhead(Duration.ofHours(-3));
        put(1, 3);

        // When
        try (Source source = open(server.settings(paceThatSettles(Duration.ofSeconds(1)), 2))) {
            List<String> ids = readUntilNow(source);

            // Then
            assertThat(ids).contains("r1", "r2", "r3");

            // And: somebody sets it right
            server.clockAhead(Duration.ofHours(1));
            put(4, 4);
            assertThat(readUntilNow(source)).contains("r4");
        }
    }

    @Test
    void shouldAskOnFromWhereItStoodWhenOurOwnClockIsSetBackADay() throws Exception {
        // Given: a pull that was complete just now, which was tomorrow by our clock
        Instant now = Instant.now();
        PullPosition stored =
                new PullPosition(7, now.plus(Duration.ofDays(1)), now.minusSeconds(60), now, 0, 0, 0, -1, 0, 0, true);
        put(1, 3);

        // When
        try (Source source = server.settings(PACE, 2)
                .open(new SourceOpening(
                        "contract", List.of("rows"), Optional.of(stored.write()), Duration.ofMillis(200)))) {
            List<String> ids = readUntilNow(source);

            // Then
            assertThat(ids).contains("r1", "r2", "r3");
        }
    }

    @Test
    void shouldMissNothingOfATimeInWhichOurClockWasPutBack() throws Exception {
        // Given: everything read, and where the source then stood
        SetClock clock = new SetClock();
        NationalExchangeSettings settings = server.settings(PACE, 2);
        put(1, 1);
        Optional<String> position = Optional.empty();
        try (Source source = openAt(settings, position, clock)) {
            while (position.isEmpty()) {
                position = source.poll(Duration.ofMillis(50)).position();
            }
        }

        // When: for longer than is looked back nobody asks, a row comes, and our clock is put back
        put(2, 2);
        Thread.sleep(PACE.lookBack().toMillis() + 1_500);
        clock.putBack(Duration.ofDays(1));

        // Then
        try (Source source = openAt(settings, position, clock)) {
            readUntil(source, "r2");

            // And: what comes while it is wrong, and after it was set right
            put(3, 3);
            readUntil(source, "r3");
            clock.putBack(Duration.ZERO);
            put(4, 4);
            readUntil(source, "r4");
        }
    }

    private static Source openAt(NationalExchangeSettings settings, Optional<String> position, SetClock clock)
            throws SourceException {
        return settings.open(new SourceOpening(
                "contract",
                List.of("rows"),
                position,
                Duration.ofMillis(200),
                RowTally.none(),
                new SourceOpening.Mapped("", Map.of(), Map.of(), ""),
                false,
                clock));
    }

    private static void readUntil(Source source, String id) throws Exception {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(deadline)) {
            SourceBatch batch = source.poll(Duration.ofMillis(50));
            source.committed(batch, List.of());
            if (batch.items().stream()
                    .anyMatch(item -> id.equals(((SourceRow) item).values().get("id")))) {
                return;
            }
        }
        throw new AssertionError("waited " + PATIENCE + " for " + id);
    }

    @Test
    void shouldFetchAnotherSecretBeforeTheLastOneEnds() throws Exception {
        // Given
        server.secretLifetime(Duration.ofMillis(300));
        try (Source source = open(server.settings(PACE, 2))) {
            // When
            for (int round = 0; round < 4; round++) {
                Thread.sleep(200);
                readUntilNow(source);
            }

            // Then
            assertThat(server.refreshes()).isBetween(3, 30);
        }
    }

    @Test
    void shouldFetchAnotherSecretWhenTheLastOneIsSaidToHaveExpired() throws Exception {
        // Given
        put(1, 3);
        try (Source source = open(server.settings(PACE, 2))) {
            readUntilNow(source);

            // When
            server.expireSecret();
            put(4, 4);

            // Then
            assertThat(readUntilNow(source)).contains("r4");
            assertThat(server.refreshes()).isEqualTo(2);
        }
    }

    @Test
    void shouldFailWhenAFreshSecretIsSaidToHaveExpired() throws Exception {
        // Given
        server.forgetsSecrets();
        try (Source source = open(server.settings(PACE, 2))) {
            // When / Then
            assertThatExceptionOfType(SourceException.class)
                    .isThrownBy(() -> readUntilNow(source))
                    .withMessageContaining("expected a secret fetched just now to be taken")
                    .withMessageContaining("code 40102");
            assertThat(server.refreshes()).isEqualTo(2);
        }
    }

    @Test
    void shouldNameTheSignatureWhenItIsRefused() {
        // When / Then
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> open(server.settings(PACE, 2, "another app secret")))
                .withMessageContaining("gjgxjhpt_sign")
                .withMessageContaining("app secret")
                .withMessageContaining(ExchangeServer.REQUESTER)
                .withMessageContaining(ExchangeServer.SERVICE)
                .withMessageContaining("code 40101")
                .withMessageNotContaining("another");
    }

    @Test
    void shouldAskForAllPagesAnewWhenRowsMoveBetweenThem() throws Exception {
        // Given: of rows 1 to 5 the first is changed while the second page is asked for, so that all move up by one
        put(1, 5);
        Thread.sleep(20);
        server.betweenPages(() -> put(1, 1));

        // When
        try (Source source = open(server.settings(PACE, 2))) {
            List<String> ids = readUntilNow(source);

            // Then: r3 was on no page that was read first
            assertThat(ids).contains("r1", "r2", "r3", "r4", "r5");
            assertThat(server.asked().stream().filter("page 1"::equals).count()).isGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void shouldSayThatThePageIsNotPassedOn() throws Exception {
        // Given: an exchange that answers each page with the first one
        put(1, 4);
        server.hidesTotal();
        NationalExchangeSettings right = server.settings(PACE, 2);
        QuerySettings query = right.queries().get("rows");
        QuerySettings wrong = new QuerySettings(
                query.url().replace("{page}", "1"),
                query.service(),
                Optional.of("{\"since\":{since},\"until\":{until},\"size\":{pageSize},\"page\":{page}}"),
                query.times(),
                query.rows(),
                Optional.empty(),
                1,
                2);
        NationalExchangeSettings settings = new NationalExchangeSettings(
                right.requester(),
                right.appSecret(),
                right.refresh(),
                right.answers(),
                Map.of("rows", wrong),
                right.beginning(),
                right.pace(),
                right.mayOmit());
        try (Source source = open(settings)) {
            // When / Then
            assertThatExceptionOfType(SourceException.class)
                    .isThrownBy(() -> readUntilNow(source))
                    .withMessageContaining("expected page 2 to hold other rows than the one before");
        }
    }

    @Test
    void shouldResumeOnThePageThatWasNotStored() throws Exception {
        // Given
        put(1, 6);
        NationalExchangeSettings settings = server.settings(PACE, 2);
        Optional<String> position = Optional.empty();
        try (Source source = open(settings)) {
            while (position.isEmpty()) {
                position = source.poll(Duration.ofMillis(50)).position();
            }
        }

        // When
        try (Source source =
                settings.open(new SourceOpening("contract", List.of("rows"), position, Duration.ofMillis(200)))) {
            List<String> ids = readUntilNow(source);

            // Then: from the second page on, and again within the time looked back into
            assertThat(ids.subList(0, 4)).containsExactly("r3", "r4", "r5", "r6");
        }
    }

    @Test
    void shouldShowNoSecret() {
        assertThat(server.settings(PACE, 2).toString())
                .contains(ExchangeServer.REQUESTER)
                .doesNotContain(ExchangeServer.APP_SECRET);
    }
}
