package org.huzheng.broker.registry;

import java.util.Optional;
import org.huzheng.wire.Compatibility;

/** One record of the registry's topic; the registry's state is the fold of all of them in order. */
sealed interface LedgerEntry {
    /** The subject name under which the registry-wide level and mode are kept. */
    String GLOBAL = "";

    /** A version was registered, or its deletion mark changed. */
    record SchemaKept(SchemaVersion version) implements LedgerEntry {}

    /** A version was deleted for good. */
    record SchemaErased(String subject, int version) implements LedgerEntry {}

    /** All versions of a subject up to and including one were softly deleted. */
    record SubjectDeleted(String subject, int upToVersion) implements LedgerEntry {}

    /** The mark of {@link SubjectDeleted} is no longer needed. */
    record SubjectDeletionErased(String subject) implements LedgerEntry {}

    /** A level was set, or taken back when empty. */
    record LevelSet(String subject, Optional<Compatibility> level) implements LedgerEntry {}

    /** A mode was set, or taken back when empty. */
    record ModeSet(String subject, Optional<RegistryMode> mode) implements LedgerEntry {}

    /** Ids up to this one were given out; kept so that erasing the youngest schema never frees its id. */
    record HighestId(int id) implements LedgerEntry {}

    /** Nothing: written to find out where the topic ends. */
    record Noop() implements LedgerEntry {}
}
