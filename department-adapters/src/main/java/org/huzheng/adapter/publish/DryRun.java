package org.huzheng.adapter.publish;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.huzheng.adapter.mapping.MappedRow;
import org.huzheng.event.ChangeType;

/** Judges rows as a session would, each beside those before it, and publishes nothing. */
public final class DryRun implements AutoCloseable {
    private final TemporaryDirectory directory = TemporaryDirectory.make("dry-run");
    private final RecordIndex index = RecordIndex.open(directory.path());
    private Totals totals = Totals.none();

    /** What would become of a row. */
    public sealed interface Outcome {
        /**
         * It would become an event.
         *
         * @param change what happened to the record
         */
        record Published(ChangeType change) implements Outcome {}

        /** It would say nothing new. */
        record Unchanged() implements Outcome {}

        /** It would go to quarantine. */
        record Refused(MappedRow.Refused row) implements Outcome {}
    }

    /** What would become of the row. */
    public Outcome add(MappedRow row) {
        if (row instanceof MappedRow.Refused refused) {
            return refuse(refused);
        }
        if (row instanceof MappedRow.Version version) {
            RecordReference reference = new RecordReference(version.mapping().recordType(), version.recordId());
            Optional<PublishedVersion> last = index.lastOf(reference);
            Verdict verdict = Verdict.of(version, BodyDigest.of(version), last);
            if (verdict instanceof Verdict.Refused refusal) {
                return refuse(new MappedRow.Refused(
                        version.mapping(),
                        Optional.of(reference.recordId()),
                        version.row().refusedFor(refusal.rejection())));
            }
            if (verdict instanceof Verdict.Publish publish) {
                List<PublishedVersion.Earlier> earlier =
                        last.map(PublishedVersion::becomingEarlier).orElse(List.of());
                PublishedVersion published = new PublishedVersion(
                        publish.version(), publish.change(), publish.body().orElseThrow(), List.of(), earlier);
                index.put(Map.of(reference, published), Map.of());
                count(new Totals(1, 1, 0, 0, 0));
                return new Outcome.Published(publish.change());
            }
        }
        count(new Totals(1, 0, 1, 0, 0));
        return new Outcome.Unchanged();
    }

    /** What would have become of the rows. */
    public Totals totals() {
        return totals;
    }

    private Outcome refuse(MappedRow.Refused refused) {
        count(new Totals(1, 0, 0, 1, 0));
        return new Outcome.Refused(refused);
    }

    private void count(Totals more) {
        totals = totals.plus(more);
    }

    @Override
    public void close() {
        index.close();
        directory.close();
    }
}
