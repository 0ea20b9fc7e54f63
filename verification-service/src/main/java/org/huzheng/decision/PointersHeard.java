package org.huzheng.decision;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.huzheng.decision.PartialAnswers.OwnEvent;
import org.huzheng.dossier.Dossier;
import org.huzheng.exchange.Locator;
import org.huzheng.exchange.PartialQuestion;
import org.huzheng.exchange.Pointer;
import org.huzheng.exchange.Scope;
import org.jspecify.annotations.Nullable;

/**
 * Which pointers an answer holds: those that stand on a day of its scopes, each version once, of so many people as could still be asked and one more, in the
 * order of their record ids, and no record more once there are more events than a message should hold. A judge that hears of more knows that there are too
 * many; an answer about an employer of a hundred thousand people stays a message of ordinary size.
 */
public final class PointersHeard {
    /** People whose pointers an answer holds, if there are more than that one more. */
    public static final int MOST_PEOPLE = 400;

    /** Events an answer holds, if there are more than that the rest of the record that reaches further; of 2 KiB each they are 8 MiB. */
    public static final int MOST_EVENTS = 4_000;

    /** How records are ordered in the dossier store: by the bytes of their ids. */
    private static final Comparator<OwnEvent> BY_RECORD = Comparator.comparing(
            (OwnEvent own) -> own.event().header().getRecordId().getBytes(StandardCharsets.UTF_8),
            Arrays::compareUnsigned);

    private static final Comparator<OwnEvent> BY_VERSION = Comparator.comparingInt(
                    (OwnEvent own) -> own.event().header().getVersionEpoch())
            .thenComparingLong(own -> own.event().header().getVersion())
            .thenComparingLong(own -> own.event().locator().getOffset());

    private static final Locator NO_PLACE = new Locator("", 0, 0L);

    private final List<Scope> scopes;
    private final @Nullable Instant knownAt;
    private final List<OwnEvent> heard = new ArrayList<>();
    private final List<OwnEvent> record = new ArrayList<>();
    private final Set<String> people = new HashSet<>();

    /** Hears pointers for a question. */
    public PointersHeard(PartialQuestion question) {
        this.scopes = question.getScopes();
        this.knownAt = question.getKnownAt();
    }

    static List<OwnEvent> of(PartialQuestion question, List<OwnEvent> pointers) {
        PointersHeard heard = new PointersHeard(question);
        for (OwnEvent own : pointers.stream().sorted(BY_RECORD).toList()) {
            if (!heard.hear(own)) {
                break;
            }
        }
        return heard.all();
    }

    static boolean isPointer(OwnEvent own) {
        return own.event().body() instanceof Pointer;
    }

    /** Takes the next pointer, all versions of a record in one go; false when no more are wanted. */
    public boolean hear(OwnEvent next) {
        if (!record.isEmpty() && BY_RECORD.compare(record.get(0), next) != 0) {
            endRecord();
        }
        if (areTooMany(people.size(), heard.size())) {
            return false;
        }
        if (knownAt == null || !next.appendedAt().isAfter(knownAt)) {
            record.add(next);
        }
        return true;
    }

    /** What was heard. */
    public List<OwnEvent> all() {
        endRecord();
        return List.copyOf(heard);
    }

    /** Whether so many people, or pointers to them, are more than could be asked or held. */
    public static boolean areTooMany(int people, int events) {
        return people > MOST_PEOPLE || events > MOST_EVENTS;
    }

    private void endRecord() {
        // most of a large employer's pointers lie outside by every version's own days
        List<Scope> near = scopes.stream()
                .filter(scope -> record.stream().anyMatch(own -> PartialAnswers.liesIn(scope, own.event())))
                .toList();
        if (!near.isEmpty()) {
            List<OwnEvent> versions = distinct();
            Dossier folded =
                    Dossier.fold("", versions.stream().map(OwnEvent::event).toList());
            if (near.stream().anyMatch(scope -> PointersStanding.standsIn(scope, folded))) {
                people.add(pointerOf(record.get(0)).getSourceKey());
                heard.addAll(versions);
            }
        }
        record.clear();
    }

    /** The versions of the record in order, each once: an enrolment that was published again has a second pointer that differs in its place only. */
    private List<OwnEvent> distinct() {
        Set<Pointer> known = new HashSet<>();
        return record.stream()
                .sorted(BY_VERSION)
                .filter(own -> known.add(ofNoPlace(own)))
                .toList();
    }

    private static Pointer ofNoPlace(OwnEvent own) {
        return Pointer.newBuilder(pointerOf(own)).setLocator(NO_PLACE).build();
    }

    private static Pointer pointerOf(OwnEvent own) {
        return (Pointer) own.event().body();
    }
}
