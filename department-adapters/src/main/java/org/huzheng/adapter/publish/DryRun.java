package org.huzheng.adapter.publish;

import java.util.List;
import java.util.Optional;
import org.huzheng.adapter.mapping.MappedRow;

/** Judges rows as a session would, each beside those before it, and publishes nothing. */
public final class DryRun {
    private final Progress progress = new Progress();

    /** The row's refusal, if it would be refused. */
    public Optional<MappedRow.Refused> add(MappedRow row) {
        if (row instanceof MappedRow.Refused refused) {
            return Optional.of(count(refused));
        }
        if (row instanceof MappedRow.Version version) {
            RecordReference reference = new RecordReference(version.mapping().recordType(), version.recordId());
            Optional<PublishedVersion> last = progress.lastOf(reference);
            Verdict verdict = Verdict.of(version, last);
            if (verdict instanceof Verdict.Refused refusal) {
                return Optional.of(count(new MappedRow.Refused(
                        reference.recordType(),
                        Optional.of(reference.recordId()),
                        version.row().refusedFor(refusal.rejection()))));
            }
            if (verdict instanceof Verdict.Publish publish) {
                List<PublishedVersion.Earlier> earlier =
                        last.map(PublishedVersion::becomingEarlier).orElse(List.of());
                progress.put(
                        reference,
                        new PublishedVersion(
                                publish.version(),
                                publish.change(),
                                publish.body().orElseThrow(),
                                List.of(),
                                earlier));
                count(new Totals(1, 1, 0, 0, 0));
                return Optional.empty();
            }
        }
        count(new Totals(1, 0, 1, 0, 0));
        return Optional.empty();
    }

    /** What would have become of the rows. */
    public Totals totals() {
        return progress.totals();
    }

    private MappedRow.Refused count(MappedRow.Refused refused) {
        count(new Totals(1, 0, 0, 1, 0));
        return refused;
    }

    private void count(Totals more) {
        progress.put(progress.totals().plus(more));
    }
}
