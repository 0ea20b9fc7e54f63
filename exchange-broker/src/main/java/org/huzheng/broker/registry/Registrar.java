package org.huzheng.broker.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.huzheng.broker.registry.Ledger.Write;
import org.huzheng.broker.registry.RegistryState.Visibility;
import org.huzheng.wire.Compatibility;

/** What changes the registry: each command decides on the present state what to write, or refuses. */
final class Registrar {
    private final Ledger ledger;

    Registrar(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * A schema as a client offers it.
     *
     * @param normalize the order of attributes is no difference
     * @param version the number it must get, if the client insists
     */
    record Offer(String subject, Schema schema, boolean normalize, Optional<Integer> version) {}

    /** Registers a schema and returns its id; the id it has already if the subject keeps it. */
    int register(Offer offer) {
        String canonical = AvroForm.canonical(offer.schema());
        return ledger.write(state -> {
            List<SchemaVersion> live = state.versions(offer.subject(), Visibility.LIVE);
            for (SchemaVersion version : live) {
                if (SubjectQueries.keeps(version, canonical, offer.normalize())) {
                    return new Write<>(List.of(), version.id());
                }
            }
            requireWritable(state, offer.subject());
            int number = nextVersion(state, offer);
            List<String> objections =
                    CompatibilityCheck.objections(state.levelOf(offer.subject()), offer.schema(), live);
            if (!objections.isEmpty()) {
                throw RegistryError.incompatible(offer.subject(), objections);
            }
            int id = state.idOf(canonical).orElse(state.highestId() + 1);
            SchemaVersion version = new SchemaVersion(offer.subject(), number, id, canonical, false);
            return new Write<>(List.of(new LedgerEntry.SchemaKept(version)), id);
        });
    }

    /** Deletes a subject, softly or for good, and returns the version numbers that went. */
    List<Integer> deleteSubject(String subject, boolean permanent) {
        return ledger.write(state -> {
            List<SchemaVersion> all = SubjectQueries.existing(state, subject, Visibility.ALL);
            List<SchemaVersion> live = state.versions(subject, Visibility.LIVE);
            requireWritable(state, subject);
            if (permanent) {
                if (!live.isEmpty()) {
                    throw RegistryError.subjectNotSoftDeleted(subject);
                }
                return new Write<>(erasing(state, subject, all), numbers(all));
            }
            if (live.isEmpty()) {
                throw RegistryError.subjectSoftDeleted(subject);
            }
            int last = live.get(live.size() - 1).version();
            return new Write<>(List.of(new LedgerEntry.SubjectDeleted(subject, last)), numbers(live));
        });
    }

    /** Deletes one version, softly or for good, and returns its number. */
    int deleteVersion(String subject, String version, boolean permanent) {
        return ledger.write(state -> {
            SchemaVersion found = SubjectQueries.version(
                    state, subject, version, version.equals("latest") && !permanent ? Visibility.LIVE : Visibility.ALL);
            requireWritable(state, subject);
            if (permanent) {
                if (!found.deleted()) {
                    throw RegistryError.versionNotSoftDeleted(subject, found.version());
                }
                return new Write<>(
                        List.of(
                                new LedgerEntry.HighestId(state.highestId()),
                                new LedgerEntry.SchemaErased(subject, found.version())),
                        found.version());
            }
            if (found.deleted()) {
                throw RegistryError.versionSoftDeleted(subject, found.version());
            }
            return new Write<>(List.of(new LedgerEntry.SchemaKept(found.asDeleted())), found.version());
        });
    }

    /** Sets the level of a subject, or of the registry for {@link LedgerEntry#GLOBAL}. */
    void setLevel(String subject, Compatibility level) {
        ledger.write(state -> {
            requireWritable(state, subject);
            return new Write<>(List.of(new LedgerEntry.LevelSet(subject, Optional.of(level))), level);
        });
    }

    /** Takes a level back and returns what it was; the registry's own goes back to the default. */
    Compatibility resetLevel(String subject) {
        return ledger.write(state -> {
            requireWritable(state, subject);
            Compatibility level = state.levels().get(subject);
            if (level == null && !subject.equals(LedgerEntry.GLOBAL)) {
                throw RegistryError.subjectNotFound(subject);
            }
            return new Write<>(
                    List.of(new LedgerEntry.LevelSet(subject, Optional.empty())),
                    level == null ? RegistryState.DEFAULT_LEVEL : level);
        });
    }

    /** Sets the mode of a subject, or of the registry for {@link LedgerEntry#GLOBAL}. */
    void setMode(String subject, RegistryMode mode) {
        ledger.write(state -> new Write<>(List.of(new LedgerEntry.ModeSet(subject, Optional.of(mode))), mode));
    }

    /** Takes a subject's mode back and returns what it was. */
    RegistryMode resetMode(String subject) {
        return ledger.write(state -> {
            RegistryMode mode = state.modes().get(subject);
            if (mode == null) {
                throw RegistryError.subjectNotFound(subject);
            }
            return new Write<>(List.of(new LedgerEntry.ModeSet(subject, Optional.empty())), mode);
        });
    }

    private static int nextVersion(RegistryState state, Offer offer) {
        List<SchemaVersion> all = state.versions(offer.subject(), Visibility.ALL);
        int next = all.isEmpty() ? 1 : all.get(all.size() - 1).version() + 1;
        offer.version().ifPresent(wanted -> {
            if (wanted != next) {
                throw RegistryError.invalidSchema(
                        "expected version " + next + ", one more than the last, found " + wanted);
            }
        });
        return next;
    }

    private static List<LedgerEntry> erasing(RegistryState state, String subject, List<SchemaVersion> versions) {
        List<LedgerEntry> entries = new ArrayList<>();
        entries.add(new LedgerEntry.HighestId(state.highestId()));
        versions.forEach(version -> entries.add(new LedgerEntry.SchemaErased(subject, version.version())));
        // Last: were it lost before the versions went, compaction could bring them back alive.
        entries.add(new LedgerEntry.SubjectDeletionErased(subject));
        return entries;
    }

    private static void requireWritable(RegistryState state, String subject) {
        if (state.modeOf(subject) == RegistryMode.READONLY) {
            throw RegistryError.notPermitted(
                    subject.equals(LedgerEntry.GLOBAL)
                            ? "The registry is in read-only mode"
                            : "Subject " + subject + " is in read-only mode");
        }
    }

    private static List<Integer> numbers(List<SchemaVersion> versions) {
        return versions.stream().map(SchemaVersion::version).toList();
    }
}
