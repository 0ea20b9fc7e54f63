package org.huzheng.results;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.huzheng.exchange.Certificate;
import org.huzheng.exchange.KnownDecision;
import org.huzheng.exchange.RequestHeader;
import org.jspecify.annotations.Nullable;

/** Those who wait in this instance for a request or for what becomes of it, whichever instance took it and whichever decides it. */
public final class Waiters {
    private final Results results;
    private final Executor executor;
    private final ConcurrentMap<String, List<Waiter>> waiting = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, List<CompletableFuture<Void>>> sought = new ConcurrentHashMap<>();

    /** @param executor runs what follows an outcome, so that the thread which follows the topics is not kept */
    public Waiters(Results results, Executor executor) {
        this.results = results;
        this.executor = executor;
    }

    /**
     * Waits until the request is decided and, where the decision issued one, its certificate is there.
     *
     * @param patience how long at most
     * @return the outcome, or nothing when patience ran out
     */
    public CompletableFuture<Optional<Outcome>> await(String requestId, Duration patience) {
        Waiter waiter = new Waiter();
        // Registered before looking, so that an outcome committed in between is not missed.
        waiting.compute(requestId, (id, others) -> with(others, waiter));
        try {
            results.latestCertificate(requestId).ifPresent(waiter::issued);
            results.decision(requestId).ifPresent(waiter::decided);
        } catch (ResultsUnavailableException e) {
            waiter.outcome.completeExceptionally(e);
        }
        return waiter.outcome
                .thenApplyAsync(Optional::of, executor)
                .completeOnTimeout(Optional.empty(), patience.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete(
                        (outcome, error) -> waiting.computeIfPresent(requestId, (id, all) -> without(all, waiter)));
    }

    /**
     * Waits until a request can be looked up here: another instance may have taken it, and this one may not have heard of it yet.
     *
     * @param id its id, or all of it up to and with the last hyphen
     * @param patience how long at most
     * @return the head of the first such request, or nothing when patience ran out
     * @throws ResultsUnavailableException while the stores cannot be read
     */
    public CompletableFuture<Optional<RequestHeader>> awaitRequest(String id, Duration patience) {
        Optional<RequestHeader> known = results.requestBeginning(id);
        return known.isPresent() ? CompletableFuture.completedFuture(known) : awaitUnknown(id, patience);
    }

    private CompletableFuture<Optional<RequestHeader>> awaitUnknown(String id, Duration patience) {
        CompletableFuture<Void> heard = new CompletableFuture<>();
        sought.compute(id, (key, others) -> with(others, heard));
        try {
            // It may have come before it was sought.
            results.requestBeginning(id).ifPresent(known -> heard.complete(null));
        } catch (ResultsUnavailableException e) {
            heard.completeExceptionally(e);
        }
        return heard.completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((nothing, error) -> sought.computeIfPresent(id, (key, all) -> without(all, heard)))
                .thenApplyAsync(nothing -> results.requestBeginning(id), executor);
    }

    /** How many requests are waited for. */
    public int size() {
        return waiting.size() + sought.size();
    }

    void requested(String requestId) {
        // Told of every request and claim there is; hardly ever is one sought.
        if (!sought.isEmpty()) {
            wake(requestId);
            wake(requestId.substring(0, requestId.lastIndexOf('-') + 1));
        }
    }

    private void wake(String id) {
        sought.getOrDefault(id, List.of()).forEach(heard -> heard.complete(null));
    }

    void decided(KnownDecision decision) {
        waiting.getOrDefault(decision.getHeader().getRequestId(), List.of())
                .forEach(waiter -> waiter.decided(decision));
    }

    void issued(Certificate certificate) {
        waiting.getOrDefault(certificate.getRequestId(), List.of()).forEach(waiter -> waiter.issued(certificate));
    }

    private static <T> List<T> with(@Nullable List<T> others, T one) {
        List<T> all = new ArrayList<>(others == null ? List.of() : others);
        all.add(one);
        return List.copyOf(all);
    }

    private static <T> @Nullable List<T> without(List<T> all, T one) {
        List<T> rest = all.stream().filter(other -> other != one).toList();
        return rest.isEmpty() ? null : rest;
    }

    /** One who waits; hears of decision and certificate in either order, each perhaps twice. */
    private static final class Waiter {
        private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        private @Nullable KnownDecision decision;
        private @Nullable Certificate certificate;

        synchronized void decided(KnownDecision heard) {
            if (decision == null
                    || decision.getHeader().getJudgement() < heard.getHeader().getJudgement()) {
                decision = heard;
            }
            completeIfWhole();
        }

        synchronized void issued(Certificate heard) {
            if (certificate == null || certificate.getVersion() < heard.getVersion()) {
                certificate = heard;
            }
            completeIfWhole();
        }

        private void completeIfWhole() {
            if (decision == null) {
                return;
            }
            int version = decision.getHeader().getCertificateVersion();
            if (version == 0 || (certificate != null && certificate.getVersion() >= version)) {
                outcome.complete(new Outcome(decision, Optional.ofNullable(certificate)));
            }
        }
    }
}
