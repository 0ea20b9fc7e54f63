package org.huzheng.adapter.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.huzheng.adapter.mapping.MappedRow;
import org.huzheng.adapter.mapping.RowMapper;
import org.huzheng.adapter.publish.Supersessions.Supersession;
import org.huzheng.adapter.quarantine.QuarantineEntry;
import org.huzheng.adapter.source.RowOutcome;
import org.huzheng.adapter.source.SourceRow;
import org.huzheng.adapter.source.SourceVersion;
import org.huzheng.adapter.validation.Rejection;
import org.huzheng.adapter.validation.Rule;

/** Rows of the quarantine taken through the mapping again: each is published, found to say nothing any more, or stays. */
public final class Replay {
    private final RowMapper mapper;
    private final RowPreparation preparation;
    private final Supersessions supersessions;
    private final BatchDraft draft;
    private final List<String> settled = new ArrayList<>();
    private final List<RefusedOtherwise> refusedOtherwise = new ArrayList<>();
    private long published;
    private long superseded;
    private long refused;
    private long unreadable;

    /**
     * What became of rows taken out of quarantine.
     *
     * @param published rows that were published as a version of their record
     * @param superseded rows that say nothing any more
     * @param refused rows that were refused again
     * @param unreadable rows no mapping can help
     */
    public record Outcome(long published, long superseded, long refused, long unreadable) {}

    /** A row refused for another reason than the entry says that has this key. */
    record RefusedOtherwise(String key, MappedRow.Refused row) {}

    Replay(RowMapper mapper, RowPreparation preparation, Supersessions supersessions, BatchDraft draft) {
        this.mapper = mapper;
        this.preparation = preparation;
        this.supersessions = supersessions;
        this.draft = draft;
    }

    void add(QuarantineEntry entry) {
        Optional<SourceRow> row = entry.row();
        if (row.isEmpty() || !mapper.takes(row.get().origin())) {
            unreadable++;
            return;
        }
        MappedRow mapped = mapper.map(row.get());
        if (isSuperseded(mapped, row.get())) {
            superseded++;
            settled.add(entry.key());
            return;
        }
        RowOutcome outcome = draft.add(preparation.prepare(mapped));
        // If the transaction fails, the session ends with what it knows.
        RecordReference.of(mapped).ifPresent(record -> {
            Supersession said = draft.superseded().get(record);
            if (said != null) {
                supersessions.put(record, said);
            }
        });
        if (outcome instanceof RowOutcome.Quarantined quarantined) {
            addRefused(entry, quarantined.rejection());
            return;
        }
        if (outcome instanceof RowOutcome.Published) {
            published++;
        } else {
            superseded++;
        }
        settled.add(entry.key());
    }

    private boolean isSuperseded(MappedRow mapped, SourceRow row) {
        if (mapped instanceof MappedRow.Version version) {
            Optional<SourceVersion> stated =
                    version.mapping().statesVersion() ? Optional.of(version.version()) : Optional.empty();
            return isSuperseded(mapped, row, stated);
        }
        if (mapped instanceof MappedRow.Deletion deletion) {
            return isSuperseded(mapped, row, deletion.stated());
        }
        MappedRow.Refused refused = (MappedRow.Refused) mapped;
        return isSuperseded(mapped, row, mapper.statedVersion(row)) || isOvertaken(refused, row);
    }

    /** Whether a later version of the record is published: most often the corrected row, which came by itself. */
    private boolean isOvertaken(MappedRow.Refused refused, SourceRow row) {
        Optional<PublishedVersion> published = RecordReference.of(refused)
                .flatMap(record ->
                        draft.lastOf(record, preparation.prepare(refused).known()));
        if (refused.mapping().statesVersion()) {
            // Within one version the register's own numbers do not tell what came later.
            return published.isPresent()
                    && mapper.statedVersion(row)
                            .filter(stated -> stated.position()
                                    < published.get().version().position())
                            .isPresent();
        }
        return published
                .filter(last -> row.version().compareTo(last.version()) < 0)
                .isPresent();
    }

    private boolean isSuperseded(MappedRow mapped, SourceRow row, Optional<SourceVersion> stated) {
        return RecordReference.of(mapped)
                .filter(record -> supersessions.supersede(record, row.version(), stated))
                .isPresent();
    }

    private void addRefused(QuarantineEntry entry, Rejection rejection) {
        String before = entry.rejected().getRule();
        if (rejection.rule() == Rule.VERSION_WENT_BACK && !before.equals(Rule.VERSION_WENT_BACK.code())) {
            // It was refused for another reason, and by now a later version is published.
            superseded++;
            settled.add(entry.key());
            return;
        }
        refused++;
        // Only the reason is new: an entry that stays as it is keeps its age.
        boolean asBefore = rejection.rule().code().equals(before)
                && rejection.field().equals(Optional.ofNullable(entry.rejected().getField()));
        if (!asBefore) {
            List<MappedRow.Refused> all = draft.refused();
            refusedOtherwise.add(new RefusedOtherwise(entry.key(), all.get(all.size() - 1)));
        }
    }

    /** Keys of the entries that are settled: they leave the quarantine. */
    List<String> settled() {
        return settled;
    }

    /** Rows refused for another reason than before: their entries say so from now on. */
    List<RefusedOtherwise> refusedOtherwise() {
        return refusedOtherwise;
    }

    Outcome outcome() {
        return new Outcome(published, superseded, refused, unreadable);
    }
}
