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
import org.huzheng.exchange.PartialQuestion;
import org.huzheng.exchange.Pointer;
import org.huzheng.exchange.Scope;
import org.jspecify.annotations.Nullable;

/**
 * Which pointers an answer holds: those in its scopes, of so many people as could still be asked and one more, in the order of their record ids. A judge
 * that hears of one more knows that there are too many; an answer about an employer of a hundred thousand people stays a message of ordinary size.
 */
public final class PointersHeard {
    /** People whose pointers an answer holds, if there are more than that one more. */
    public static final int MOST_PEOPLE = 400;

    /** How records are ordered in the dossier store: by the bytes of their ids. */
    private static final Comparator<OwnEvent> BY_RECORD = Comparator.comparing(
            (OwnEvent own) -> own.event().header().getRecordId().getBytes(StandardCharsets.UTF_8),
            Arrays::compareUnsigned);

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
        if (people.size() > MOST_PEOPLE) {
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

    private void endRecord() {
        boolean inScope = record.stream()
                .anyMatch(own -> scopes.stream().anyMatch(scope -> PartialAnswers.liesIn(scope, own.event())));
        if (inScope) {
            people.add(((Pointer) record.get(0).event().body()).getSourceKey());
            heard.addAll(record);
        }
        record.clear();
    }
}
