package org.huzheng.adapter.publish;

import java.util.Optional;
import org.huzheng.adapter.mapping.MappedRow;
import org.huzheng.adapter.source.Operation;
import org.huzheng.adapter.source.SourceVersion;
import org.huzheng.adapter.validation.Rejection;
import org.huzheng.adapter.validation.Rule;
import org.huzheng.event.ChangeType;

/** What a row means beside what was last published of its record. */
sealed interface Verdict {
    /**
     * It is a new version.
     *
     * @param version its version
     * @param change what happened to the record
     * @param body digest of what it says; of a deletion, empty: it says what was said before
     */
    record Publish(SourceVersion version, ChangeType change, Optional<BodyDigest> body) implements Verdict {}

    /** It says nothing new. */
    record Unchanged() implements Verdict {}

    /** It contradicts what was published. */
    record Refused(Rejection rejection) implements Verdict {}

    /**
     * Judges a version of a record.
     *
     * @param body digest of the row
     */
    static Verdict of(MappedRow.Version row, BodyDigest body, Optional<PublishedVersion> last) {
        ChangeType change = changeOf(row.stated(), last);
        if (last.isPresent()) {
            PublishedVersion published = last.get();
            if (published.body().equals(body)) {
                return new Unchanged();
            }
            if (row.mapping().statesVersion()) {
                return ofStated(row, change, body, published);
            }
            int order = row.version().compareTo(published.version());
            // A position only grows, so an older one is a row read twice.
            if (order < 0) {
                return new Unchanged();
            }
            if (order == 0) {
                return older(row.version(), body, published);
            }
        }
        return new Publish(row.version(), change, Optional.of(body));
    }

    /** Judges the deletion of a row. */
    static Verdict of(MappedRow.Deletion row, Optional<PublishedVersion> last) {
        if (last.isEmpty()) {
            return new Unchanged();
        }
        PublishedVersion published = last.get();
        long position = published.version().position();
        // The row is there, is no such record, and says of which version: of an older one it says nothing any more.
        if (row.stated().filter(stated -> stated.position() < position).isPresent()) {
            return new Unchanged();
        }
        boolean statesVersion = row.mapping().statesVersion();
        boolean readTwice = !statesVersion && row.version().compareTo(published.version()) <= 0;
        if (readTwice || published.isWithdrawnAs(row.change())) {
            return new Unchanged();
        }
        SourceVersion version = statesVersion
                ? new SourceVersion(
                        published.version().epoch() + 1,
                        row.stated().map(SourceVersion::position).orElse(position))
                : row.version();
        return new Publish(version, row.change(), Optional.empty());
    }

    /**
     * The register counts versions itself, and counts none when a record is gone or comes back. So each of these begins an epoch: odd while the
     * record is gone, even while it is there.
     */
    private static Verdict ofStated(
            MappedRow.Version row, ChangeType change, BodyDigest body, PublishedVersion published) {
        int epoch = published.version().epoch();
        boolean gone = epoch % 2 == 1;
        long stated = row.version().position();
        if (gone) {
            int order = Long.compare(stated, published.version().position());
            // A source that reads what there is says that the record is there again; one that repeats a change does
            // not.
            boolean comesBack = order > 0 || (order == 0 && row.row().operation() == Operation.READ);
            if (comesBack) {
                return new Publish(new SourceVersion(epoch + 1, stated), change, Optional.of(body));
            }
        }
        SourceVersion version = new SourceVersion(gone ? epoch - 1 : epoch, stated);
        return version.compareTo(published.version()) <= 0
                ? older(version, body, published)
                : new Publish(version, change, Optional.of(body));
    }

    private static ChangeType changeOf(Optional<ChangeType> stated, Optional<PublishedVersion> last) {
        if (stated.isPresent() && stated.get() != ChangeType.CREATED) {
            return stated.get();
        }
        if (last.isEmpty()) {
            return ChangeType.CREATED;
        }
        return last.get().isGone() ? ChangeType.REINSTATED : ChangeType.CORRECTED;
    }

    private static Verdict older(SourceVersion version, BodyDigest body, PublishedVersion published) {
        // Also a version that said nothing new when it came, and so was never published: it says what the one before it
        // did.
        if (published.bodyAt(version).equals(Optional.of(body))) {
            return new Unchanged();
        }
        Optional<BodyDigest> known = published.bodyOf(version);
        return new Refused(
                known.isPresent()
                        ? Rejection.ofRow(
                                Rule.CONFLICTING_VERSION,
                                "what was published as version " + version.position(),
                                "another content under the same version")
                        : Rejection.ofRow(
                                Rule.VERSION_WENT_BACK,
                                "a version above " + published.version().position() + ", which is published",
                                "version " + version.position()));
    }
}
