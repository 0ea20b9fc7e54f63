package org.huzheng.decision;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.decision.Judgement.Finding;
import org.huzheng.decision.Judgement.Verdict;
import org.huzheng.dossier.Dossier.Stated;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.exchange.Answer;
import org.huzheng.household.IdentityLink;
import org.huzheng.household.LifeStatus;
import org.huzheng.household.Resident;
import org.jspecify.annotations.Nullable;

/**
 * A person as the household register enters them, under every number, and what stands in the way of saying anything about them.
 *
 * @param identity their keys and records
 */
public record Registered(Identity identity) {
    private static final String RESIDENT = Resident.getClassSchema().getFullName();
    private static final String IDENTITY_LINK = IdentityLink.getClassSchema().getFullName();

    /** Departments write in China's time; their day of writing is at most this day. */
    static final ZoneOffset CHINA = ZoneOffset.ofHours(8);

    /** When departments wrote events down, those written at once in some order. */
    public static final Comparator<RecordEvent> BY_RECORDING = Comparator.comparing(
                    (RecordEvent event) -> event.header().getRecordedAt())
            .thenComparing(event -> event.header().getEventId());

    /** The day on which a department wrote an event down, in China. */
    public static LocalDate dayOfWriting(RecordEvent event) {
        return event.header().getRecordedAt().atOffset(CHINA).toLocalDate();
    }

    /** What every question about a person searches. */
    public static final List<Search> SEARCHES =
            List.of(Search.everAmong(Resident.getClassSchema()), Search.everAmong(IdentityLink.getClassSchema()));

    /** The person as far as heard. */
    public static Registered of(String key, CaseFile file) {
        return new Registered(Identity.of(key, file));
    }

    /** Key the request names them by. */
    public String key() {
        return identity.key();
    }

    /** What every question about a person asks under one of their keys. */
    public static Inquiry inquiry(String key) {
        return new Inquiry(key, SEARCHES);
    }

    /** What is still to be asked, under those of their keys of which nothing was heard. */
    public List<Inquiry> unasked(CaseFile file, Function<String, Inquiry> inquiry) {
        return identity.unheard(file).stream().map(inquiry).toList();
    }

    /**
     * What leaves open who they are or what their records say, or that they are in no register.
     *
     * @param recordTypes record types the question needs beside the household register's
     */
    public Optional<Verdict> obstacle(List<String> recordTypes) {
        List<String> needed = new ArrayList<>(List.of(RESIDENT, IDENTITY_LINK));
        needed.addAll(recordTypes);
        return matter(needed).or(this::absence);
    }

    /**
     * What leaves open who they are or what their records say.
     *
     * @param recordTypes every record type the question needs
     */
    public Optional<Verdict> matter(List<String> recordTypes) {
        List<RecordEvent> contradictory = identity.contradictory(recordTypes);
        if (!contradictory.isEmpty()) {
            return Optional.of(refusal(
                    Answer.AMBIGUOUS,
                    Rule.CONTRADICTORY_RECORD,
                    contradictory,
                    contradictory.get(0).recordType()));
        }
        List<RecordEvent> shared = identity.sharedByTwo();
        if (!shared.isEmpty()) {
            List<RecordEvent> both = new ArrayList<>(shared);
            both.addAll(events(entries()));
            return Optional.of(refusal(Answer.AMBIGUOUS, Rule.NUMBER_SERVES_TWO, both, IDENTITY_LINK));
        }
        List<RecordEvent> fraud = identity.obtainedByFraud();
        if (!fraud.isEmpty()) {
            return Optional.of(refusal(Answer.RECORD_INACTIVE, Rule.NUMBER_OBTAINED_BY_FRAUD, fraud, IDENTITY_LINK));
        }
        List<Stated<Resident>> entries = entries();
        return entries.size() > 1
                ? Optional.of(refusal(Answer.AMBIGUOUS, Rule.SEVERAL_ENTRIES, events(entries), RESIDENT))
                : Optional.empty();
    }

    /** That they are in no register. */
    public Optional<Verdict> absence() {
        return entries().isEmpty() && endedEntries().isEmpty()
                ? Optional.of(refusal(Answer.NO_RECORD, Rule.NO_ENTRY, List.of(), RESIDENT))
                : Optional.empty();
    }

    /** That they are no longer entered as living; a register may keep the entry of a deceased in force. */
    public Optional<Verdict> departure() {
        List<Stated<Resident>> entries = entries();
        if (entries.stream().anyMatch(entry -> entry.body().getLifeStatus() != LifeStatus.DECEASED)) {
            return Optional.empty();
        }
        return Optional.of(refusal(Answer.RECORD_INACTIVE, Rule.ENTRY_ENDED, entryEvents(), RESIDENT));
    }

    /**
     * The same as of a day, which a death leaves open whose own day the register does not name.
     *
     * @param day day asked about, null for what the records say last
     */
    public Optional<Verdict> departureBy(@Nullable LocalDate day) {
        return departure().map(gone -> day == null ? gone : undatedDeath(day).orElse(gone));
    }

    /** That they have died, and that nobody says whether they lived on a day: no entry says when they died, and each was written down after the day. */
    public Optional<Verdict> undatedDeath(LocalDate day) {
        List<Stated<Resident>> deaths = deaths();
        return !deaths.isEmpty() && deaths.stream().allMatch(death -> mayHaveLivedOn(day, death))
                ? Optional.of(refusal(Answer.AMBIGUOUS, Rule.DEATH_UNDATED, events(deaths), RESIDENT))
                : Optional.empty();
    }

    /** Entries in force. */
    public List<Stated<Resident>> entries() {
        return identity.inForce(RESIDENT, Resident.class);
    }

    /** Entries that have ended. */
    public List<Stated<Resident>> endedEntries() {
        return identity.ended(RESIDENT, Resident.class);
    }

    /**
     * The entry in force or, where there is none, the one recorded last of those that have ended.
     *
     * @throws IllegalStateException if they have no entry
     */
    public Stated<Resident> speaking() {
        return Stream.concat(
                        entries().stream(),
                        endedEntries().stream()
                                .sorted(Comparator.comparing(
                                        (Stated<Resident> entry) -> entry.event(), BY_RECORDING.reversed())))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("expected a person with an entry, found none"));
    }

    /** Entries, in force or ended, that say that they have died. */
    public List<Stated<Resident>> deaths() {
        return Stream.concat(entries().stream(), endedEntries().stream())
                .filter(entry -> entry.body().getLifeStatus() == LifeStatus.DECEASED)
                .toList();
    }

    /** That some of their entries say that they have died and one in force does not: a death entered by mistake, or a registration restored by mistake. */
    public Optional<Verdict> contradicted(List<Stated<Resident>> deaths) {
        List<Stated<Resident>> living = entries().stream()
                .filter(entry -> entry.body().getLifeStatus() != LifeStatus.DECEASED)
                .toList();
        return deaths.isEmpty() || living.isEmpty()
                ? Optional.empty()
                : Optional.of(refusal(
                        Answer.AMBIGUOUS,
                        Rule.DEATH_CONTRADICTED,
                        events(Stream.concat(deaths.stream(), living.stream()).toList()),
                        RESIDENT));
    }

    /** Whether they may have lived on a day although this entry says that they have died: it does not say when, and was written down later. */
    public boolean mayHaveLivedOn(LocalDate day, Stated<Resident> death) {
        LocalDate lastDay = death.event().validTo();
        if ((lastDay != null && lastDay.isBefore(day)) || beganWithDeath(death)) {
            return false;
        }
        return day.isBefore(dayOfWriting(death.event()));
    }

    /** Whether an entry that says that somebody has died says when. */
    public boolean isDated(Stated<Resident> death) {
        return death.event().validTo() != null || beganWithDeath(death);
    }

    /** The last day on which somebody whom this entry says to have died may have lived: the one it names, else the first of which it says so, or the day it was written down. */
    public LocalDate lastDay(Stated<Resident> death) {
        LocalDate named = death.event().validTo();
        LocalDate from = death.event().validFrom();
        if (named != null) {
            return named;
        }
        return from != null && beganWithDeath(death) ? from : dayOfWriting(death.event());
    }

    /** Whether the entry said otherwise of the days before its present version, and of no later day: then the death is dated by that. */
    private boolean beganWithDeath(Stated<Resident> death) {
        String record = death.event().header().getRecordId();
        List<RecordEvent> alive = identity.dossiers().stream()
                .flatMap(dossier -> dossier.recordsOf(RESIDENT).stream())
                .filter(history -> history.recordId().equals(record))
                .flatMap(history -> history.versions().stream())
                .filter(version ->
                        version.body() instanceof Resident resident && resident.getLifeStatus() == LifeStatus.ALIVE)
                .toList();
        return !alive.isEmpty() && alive.stream().allMatch(death.event()::beginsAfter);
    }

    /** The entries in force or, where there is none, those that have ended: what shows that they are somebody. */
    public List<RecordEvent> entryEvents() {
        List<Stated<Resident>> entries = entries();
        return events(entries.isEmpty() ? endedEntries() : entries);
    }

    /** A refusal that speaks of this person. */
    public Verdict refusal(Answer answer, Rule rule, List<RecordEvent> events, String settledBy) {
        return Verdict.refusal(answer, Finding.about(rule, key(), events).settledBy(settledBy));
    }

    /** The events of records. */
    public static <T extends SpecificRecord> List<RecordEvent> events(List<Stated<T>> stated) {
        return stated.stream().map(Stated::event).toList();
    }
}
