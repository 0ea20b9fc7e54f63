package org.huzheng.adapter.quarantine;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.huzheng.event.RejectedRecord;

/**
 * Which entries of the quarantine are meant. What is left empty does not matter; what is not must all hold. Holds no personal data.
 *
 * @param rule code of the rule that refused them
 * @param run run of the adapter that refused them
 * @param recordType full name of the record type they were to become
 * @param since refused at this time or later
 * @param until refused before this time
 * @param keys their keys; empty for any
 */
public record Selection(
        Optional<String> rule,
        Optional<String> run,
        Optional<String> recordType,
        Optional<Instant> since,
        Optional<Instant> until,
        Set<String> keys) {
    public Selection {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(recordType, "recordType");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(until, "until");
        keys = Set.copyOf(keys);
    }

    /** Every entry. */
    public static Selection all() {
        return new Selection(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Set.of());
    }

    /** The entries with these keys. */
    public static Selection of(Set<String> keys) {
        return new Selection(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), keys);
    }

    /** Whether every entry is meant. */
    public boolean isAll() {
        return equals(all());
    }

    /** Whether the entry is meant. */
    boolean takes(String key, RejectedRecord entry) {
        return (keys.isEmpty() || keys.contains(key))
                && rule.filter(code -> !code.equals(entry.getRule())).isEmpty()
                && run.filter(name -> !name.equals(entry.getAdapterRun())).isEmpty()
                && recordType
                        .filter(type -> !type.equals(entry.getRecordType()))
                        .isEmpty()
                && since.filter(time -> entry.getRejectedAt().isBefore(time)).isEmpty()
                && until.filter(time -> !entry.getRejectedAt().isBefore(time)).isEmpty();
    }
}
