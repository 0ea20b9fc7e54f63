package org.huzheng.results;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.huzheng.signing.IssuerKeys;
import org.huzheng.status.MalformedStatusListException;
import org.huzheng.status.StatusList;
import org.huzheng.status.StatusListToken;
import org.huzheng.status.StatusSlot;
import org.jspecify.annotations.Nullable;

/** Signed status lists, each kept until a status in it changes or it grows old. */
public final class StatusListTokens {
    /** How long a token may be relied on. */
    static final Duration LIFETIME = Duration.ofDays(1);

    /** How long a reader may keep a token before asking again. */
    static final Duration TIME_TO_LIVE = Duration.ofSeconds(60);

    /** A token is served for at most this long, so that whoever fetches one can rely on it for a while. */
    static final Duration SERVED_FOR = Duration.ofHours(1);

    private final Results results;
    private final IssuerKeys keys;
    private final String listsUri;
    private final InstantSource clock;
    private final ConcurrentMap<String, Long> changes = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Signed> signed = new ConcurrentHashMap<>();

    private record Signed(String token, long change, Instant at) {}

    /** @param listsUri address the lists are served under, without a slash at the end */
    public StatusListTokens(Results results, IssuerKeys keys, String listsUri, InstantSource clock) {
        this.results = results;
        this.keys = keys;
        this.listsUri = listsUri;
        this.clock = clock;
    }

    /**
     * The list as signed now, {@code application/statuslist+jwt}; nothing when there is no such list.
     *
     * @throws ResultsUnavailableException while the stores cannot be read
     */
    public Optional<String> tokenOf(String listId) {
        StatusSlot slot;
        try {
            slot = new StatusSlot(listId, 0);
        } catch (MalformedStatusListException e) {
            return Optional.empty();
        }
        Signed current =
                signed.compute(listId, (id, known) -> known != null && isCurrent(id, known) ? known : sign(slot));
        return Optional.ofNullable(current).map(Signed::token);
    }

    void statusChanged(String listId) {
        changes.merge(listId, 1L, Long::sum);
    }

    private boolean isCurrent(String listId, Signed known) {
        return known.change == changes.getOrDefault(listId, 0L)
                && clock.instant().isBefore(known.at.plus(SERVED_FOR));
    }

    private @Nullable Signed sign(StatusSlot slot) {
        // Counted before reading: a change while reading makes the token old at once.
        long change = changes.getOrDefault(slot.listId(), 0L);
        Optional<StatusList> list = results.statusList(slot.listId());
        if (list.isEmpty()) {
            return null;
        }
        Instant now = clock.instant();
        String token = StatusListToken.sign(
                list.get().snapshot(),
                slot.uri(listsUri),
                now,
                LIFETIME,
                TIME_TO_LIVE,
                keys.at(now).signer());
        return new Signed(token, change, now);
    }
}
