package org.huzheng.decision;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.exchange.Answer;
import org.huzheng.exchange.Locator;

/** What a judge makes of what it has heard. */
public sealed interface Judgement {

    /** More people must be asked before anything can be said. */
    record AskFurther(List<Inquiry> inquiries) implements Judgement {
        public AskFurther {
            inquiries = List.copyOf(inquiries);
        }
    }

    /**
     * The answer.
     *
     * @param answer one of the seven answers
     * @param findings why, at least one
     * @param content what a certificate would say; present exactly when the answer is MATCH
     */
    record Verdict(Answer answer, List<Finding> findings, Optional<SpecificRecord> content) implements Judgement {
        public Verdict {
            findings = List.copyOf(findings);
            if (findings.isEmpty()) {
                throw new IllegalArgumentException("verdict " + answer + ": expected at least one finding, found none");
            }
            if (content.isPresent() != (answer == Answer.MATCH)) {
                throw new IllegalArgumentException("verdict " + answer + ": expected content exactly for MATCH");
            }
        }

        /** A verdict that grants. */
        public static Verdict match(List<Finding> findings, SpecificRecord content) {
            return new Verdict(Answer.MATCH, findings, Optional.of(content));
        }

        /** A verdict that does not grant. */
        public static Verdict refusal(Answer answer, Finding... findings) {
            return new Verdict(answer, List.of(findings), Optional.empty());
        }
    }

    /**
     * One reason of a verdict.
     *
     * @param rule code of the rule
     * @param personKey person the rule spoke of, empty when it spoke of none in particular
     * @param events records the rule rests on
     * @param settledBy full name of the record type that would settle the matter, empty when it is settled
     */
    record Finding(Rule rule, Optional<String> personKey, Set<RecordEvent> events, Optional<String> settledBy) {
        public Finding {
            events = Set.copyOf(events);
        }

        /** A rule that rests on records. */
        public static Finding of(Rule rule, Collection<RecordEvent> events) {
            return new Finding(rule, Optional.empty(), Set.copyOf(events), Optional.empty());
        }

        /** A rule that speaks of one person. */
        public static Finding about(Rule rule, String personKey, Collection<RecordEvent> events) {
            return new Finding(rule, Optional.of(personKey), Set.copyOf(events), Optional.empty());
        }

        /** The same, resting on these records too. */
        public Finding citing(Collection<RecordEvent> more) {
            Map<Locator, RecordEvent> all = new HashMap<>();
            more.forEach(event -> all.put(event.locator(), event));
            events.forEach(event -> all.put(event.locator(), event));
            return new Finding(rule, personKey, Set.copyOf(all.values()), settledBy);
        }

        /** The same, with the record type that would settle it. */
        public Finding settledBy(String recordType) {
            return new Finding(rule, personKey, events, Optional.of(recordType));
        }
    }
}
