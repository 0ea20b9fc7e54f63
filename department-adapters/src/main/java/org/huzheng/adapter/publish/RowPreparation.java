package org.huzheng.adapter.publish;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.huzheng.adapter.mapping.MappedRow;

/** Looks up what is known of the records of rows and digests what they say. Safe for use by many threads while no batch is being stored. */
final class RowPreparation {
    private final RecordIndex index;

    RowPreparation(RecordIndex index) {
        this.index = index;
    }

    /** Of rows nothing is told of. */
    List<PreparedRow> prepare(List<? extends MappedRow> rows) {
        return prepare(rows, Collections.nCopies(rows.size(), RowTrace.NONE));
    }

    /** Of rows, each with what tells of its way. */
    List<PreparedRow> prepare(List<? extends MappedRow> rows, List<RowTrace> traces) {
        List<Optional<RecordReference>> references =
                rows.stream().map(RecordReference::of).toList();
        List<RecordReference> told =
                references.stream().flatMap(Optional::stream).toList();
        List<Optional<PublishedVersion>> known = index.lastOf(told);
        List<Boolean> refused = index.wereRefused(told);
        List<PreparedRow> prepared = new ArrayList<>(rows.size());
        int next = 0;
        for (int number = 0; number < rows.size(); number++) {
            MappedRow row = rows.get(number);
            Optional<PublishedVersion> last = Optional.empty();
            boolean refusedBefore = false;
            if (references.get(number).isPresent()) {
                last = known.get(next);
                refusedBefore = refused.get(next);
                next++;
            }
            prepared.add(new PreparedRow(row, last, refusedBefore, bodyOf(row), traces.get(number)));
        }
        return prepared;
    }

    PreparedRow prepare(MappedRow row) {
        return prepare(List.of(row)).get(0);
    }

    private static Optional<BodyDigest> bodyOf(MappedRow row) {
        return row instanceof MappedRow.Version version ? Optional.of(BodyDigest.of(version)) : Optional.empty();
    }
}
