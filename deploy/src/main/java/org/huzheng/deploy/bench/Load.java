package org.huzheng.deploy.bench;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.huzheng.deploy.trial.TrialException;

/** Sends HTTP requests, either as fast as so many at a time are answered, or at a fixed rate. */
final class Load {
    /** The answer is not there yet. */
    private static final int PENDING = 202;

    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Function<HttpResponse<String>, HttpRequest> later;

    /** @param later for an answer that is not there yet, how to ask for it again */
    Load(Function<HttpResponse<String>, HttpRequest> later) {
        this.later = later;
    }

    /**
     * What came of a load.
     *
     * @param rate answers in the time it took
     * @param statuses how many answers by HTTP status
     * @param micros time of each answer, microseconds
     */
    record Outcome(Rate rate, Map<Integer, Long> statuses, Histogram micros) {
        Outcome {
            statuses = Map.copyOf(statuses);
        }

        long withStatus(int status) {
            return statuses.getOrDefault(status, 0L);
        }

        double millisAt(double percentile) {
            return Math.max(1, micros.getValueAtPercentile(percentile)) / 1e3;
        }
    }

    /** Keeps so many requests under way for so long; times are from the sending. */
    Outcome asFastAsAnswered(Supplier<HttpRequest> requests, int concurrency, Duration duration)
            throws InterruptedException, TrialException {
        Tally tally = new Tally();
        Semaphore places = new Semaphore(concurrency);
        long started = System.nanoTime();
        long until = started + duration.toNanos();
        while (System.nanoTime() < until) {
            places.acquire();
            send(requests.get(), System.nanoTime(), tally, places);
        }
        tally.await(places, concurrency);
        return tally.outcome(started);
    }

    /** Sends so many a second for so long, whether or not those before are answered; times are from when a request was due. */
    Outcome atRate(Supplier<HttpRequest> requests, double perSecond, Duration duration)
            throws InterruptedException, TrialException {
        Tally tally = new Tally();
        long interval = (long) (TimeUnit.SECONDS.toNanos(1) / perSecond);
        int count = (int) Math.max(1, duration.toNanos() / interval);
        Semaphore places = new Semaphore(count);
        long started = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long due = started + i * interval;
            LockSupport.parkNanos(due - System.nanoTime());
            places.acquire();
            send(requests.get(), due, tally, places);
        }
        tally.await(places, count);
        return tally.outcome(started);
    }

    private void send(HttpRequest request, long since, Tally tally, Semaphore places) {
        var unused = answer(request).whenComplete((response, failure) -> {
            tally.add(response, failure, since);
            places.release();
        });
    }

    private CompletableFuture<HttpResponse<String>> answer(HttpRequest request) {
        return http.sendAsync(request, BodyHandlers.ofString())
                .thenCompose(response -> response.statusCode() == PENDING
                        ? CompletableFuture.supplyAsync(
                                        () -> later.apply(response),
                                        CompletableFuture.delayedExecutor(
                                                LOOK_INTERVAL.toMillis(), TimeUnit.MILLISECONDS))
                                .thenCompose(this::answer)
                        : CompletableFuture.completedFuture(response));
    }

    /** Counts answers as they come in, on whatever thread. */
    private static final class Tally {
        private final Histogram micros = new ConcurrentHistogram(3);
        private final Map<Integer, Long> statuses = new TreeMap<>();
        private final AtomicReference<String> unexpected = new AtomicReference<>();

        synchronized void add(HttpResponse<String> response, Throwable failure, long since) {
            if (failure != null) {
                unexpected.compareAndSet(null, failure.toString());
                return;
            }
            micros.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - since));
            statuses.merge(response.statusCode(), 1L, Long::sum);
            if (response.statusCode() != OK && response.statusCode() != CREATED) {
                // a problem (RFC 9457) names field and rule and repeats no personal data
                unexpected.compareAndSet(null, response.statusCode() + " " + response.body());
            }
        }

        void await(Semaphore places, int all) throws InterruptedException, TrialException {
            if (!places.tryAcquire(all, PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new TrialException(
                        "有请求没有应答。",
                        "Expected every request to be answered within " + PATIENCE.toSeconds() + " s, found "
                                + (all - places.availablePermits()) + " open");
            }
        }

        synchronized Outcome outcome(long started) throws TrialException {
            String found = unexpected.get();
            if (found != null) {
                throw new TrialException("应答出乎意料。", "Expected status 200 or 201, found " + found);
            }
            return new Outcome(Rate.since(started, micros.getTotalCount()), statuses, micros);
        }
    }
}
