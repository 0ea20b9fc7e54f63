package org.huzheng.adapter.source.nationalexchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.huzheng.adapter.source.SourceException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the national exchange and does not give up at once: an exchange that is away is asked again with growing pauses, a clock that differs is
 * followed, a secret that has expired is fetched anew, each once for one question. Used by one thread at a time.
 */
final class ExchangeClient {
    private static final Logger LOG = LoggerFactory.getLogger(ExchangeClient.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    /** A secret is fetched anew a little before its end, by a tenth of its time and no more than this. */
    private static final Duration EARLIEST_REFRESH = Duration.ofSeconds(30);

    private final NationalExchangeSettings settings;
    private final ServerClock clock = new ServerClock();
    private final SignedHttp http;
    private final Map<String, Secret> secrets = new HashMap<>();
    private long nextRequestNanos = System.nanoTime();

    private record Secret(String text, Instant refreshAt) {
        /** Says how long it holds; never the secret. */
        @Override
        public String toString() {
            return "Secret[refreshAt=" + refreshAt + "]";
        }
    }

    ExchangeClient(NationalExchangeSettings settings) {
        this.settings = settings;
        this.http = new SignedHttp(settings.requester(), settings.pace().answerWithin(), clock);
    }

    /** By how much the exchange's clock is ahead of ours. */
    Duration clockAhead() {
        return clock.ahead();
    }

    /** Fetches the secrets of these services, trying once: a first start fails at once. */
    void connect(List<String> services) throws SourceException {
        try {
            for (String service : services) {
                secretOf(service, 0);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceException("national exchange: interrupted while a secret was asked for", e);
        }
    }

    /** The answer to a question. */
    JsonNode ask(SignedHttp.Request request) throws SourceException, InterruptedException {
        boolean refreshed = false;
        while (true) {
            SignedHttp.Answer answer = answer(request, secretOf(request.service(), retries()), retries());
            switch (settings.answers().of(answer.status(), answer.json())) {
                case SUCCESS -> {
                    return answer.json();
                }
                case SECRET_EXPIRED -> {
                    if (refreshed) {
                        throw refused(
                                request,
                                answer,
                                "a secret fetched just now to be taken",
                                "it said to have expired; is the time of this machine and of the exchange right?");
                    }
                    LOG.info("Secret has expired, fetching another: service={}", request.service());
                    secrets.remove(request.service());
                    refreshed = true;
                }
                case SIGNATURE_REFUSED ->
                    throw refused(
                            request,
                            answer,
                            "the signature " + RequestSignature.SIGNATURE + " to be taken",
                            "it refused");
                case REFUSED -> throw refused(request, answer, "the question to be answered", "it refused");
            }
        }
    }

    private int retries() {
        return settings.pace().retriesMax();
    }

    /** An answer; a second one where the first shows that we signed with the wrong time. */
    private SignedHttp.Answer answer(SignedHttp.Request request, String secret, int retriesMax)
            throws SourceException, InterruptedException {
        SignedHttp.Answer first = patiently(request, secret, retriesMax);
        boolean refused = settings.answers().of(first.status(), first.json()) == AnswerCodes.Meaning.SIGNATURE_REFUSED;
        return refused && first.clockMoved() ? patiently(request, secret, retriesMax) : first;
    }

    private SignedHttp.Answer patiently(SignedHttp.Request request, String secret, int retriesMax)
            throws SourceException, InterruptedException {
        Duration pause = settings.pace().firstRetryAfter();
        for (int retry = 0; ; retry++) {
            awaitTurn();
            try {
                return http.send(request, secret);
            } catch (SignedHttp.Away away) {
                if (retry >= retriesMax) {
                    throw new SourceException(away.getMessage() + ", after " + (retry + 1) + " tries", away);
                }
                LOG.warn("Asking again: pause={} reason={}", pause, away.getMessage());
                Thread.sleep(Math.min(away.retryAfter().orElse(pause).toMillis(), LONGEST_PAUSE.toMillis()));
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        }
    }

    private void awaitTurn() throws InterruptedException {
        long waitNanos = nextRequestNanos - System.nanoTime();
        if (waitNanos > 0) {
            Thread.sleep(waitNanos / 1_000_000, (int) (waitNanos % 1_000_000));
        }
        nextRequestNanos = System.nanoTime() + settings.pace().pause().toNanos();
    }

    private String secretOf(String service, int retriesMax) throws SourceException, InterruptedException {
        Secret known = secrets.get(service);
        if (known == null || !clock.now().isBefore(known.refreshAt())) {
            known = refresh(service, retriesMax);
            secrets.put(service, known);
        }
        return known.text();
    }

    private Secret refresh(String service, int retriesMax) throws SourceException, InterruptedException {
        RefreshSettings refresh = settings.refresh();
        String signedFor = refresh.service().orElse(service);
        SignedHttp.Request request = new SignedHttp.Request(
                refresh.url(), signedFor, Optional.of(body(service).toString()));
        SignedHttp.Answer answer = answer(request, settings.appSecret(), retriesMax);
        if (settings.answers().of(answer.status(), answer.json()) != AnswerCodes.Meaning.SUCCESS) {
            throw refused(
                    request,
                    answer,
                    "a new secret for the signature " + RequestSignature.SIGNATURE + " made with the app secret",
                    "it refused");
        }
        JsonNode secret = answer.json().at(refresh.secret());
        if (!secret.isTextual() || secret.asText().isEmpty()) {
            throw refused(request, answer, "a secret at " + refresh.secret(), "none");
        }
        Instant now = clock.now();
        Instant end = refresh.expiresAt()
                .map(answer.json()::at)
                .filter(JsonNode::isValueNode)
                .map(JsonNode::asLong)
                .filter(milliseconds -> milliseconds > 0)
                .map(Instant::ofEpochMilli)
                .orElseGet(() -> now.plus(refresh.lifetime()));
        Duration early = Duration.between(now, end).dividedBy(10);
        return new Secret(secret.asText(), end.minus(early.compareTo(EARLIEST_REFRESH) < 0 ? early : EARLIEST_REFRESH));
    }

    /** The refresh service is told in its body, too, which service the secret is for. */
    private ObjectNode body(String service) {
        return JSON.createObjectNode()
                .put(RequestSignature.REQUESTER, settings.requester())
                .put(RequestSignature.SERVICE, service);
    }

    private SourceException refused(
            SignedHttp.Request request, SignedHttp.Answer answer, String expected, String found) {
        return new SourceException(
                "national exchange " + request.address() + ": expected " + expected + " of requester "
                        + settings.requester() + " for service " + request.service() + ", found " + found + " (status "
                        + answer.status()
                        + settings.answers()
                                .codeOf(answer.json())
                                .map(code -> ", code " + code)
                                .orElse("")
                        + ")");
    }
}
