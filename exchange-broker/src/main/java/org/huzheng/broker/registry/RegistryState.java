package org.huzheng.broker.registry;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.huzheng.wire.Compatibility;

/**
 * Everything the registry knows at one position of its topic; never changed, only followed by another.
 *
 * @param subjects versions by subject and version number, softly deleted ones included
 * @param levels compatibility levels by subject, the registry-wide one under {@link LedgerEntry#GLOBAL}
 * @param modes modes by subject, likewise
 * @param highestId the youngest id ever given out; 0 if none
 */
record RegistryState(
        NavigableMap<String, NavigableMap<Integer, SchemaVersion>> subjects,
        Map<String, Compatibility> levels,
        Map<String, RegistryMode> modes,
        int highestId) {
    static final RegistryState EMPTY = new RegistryState(new TreeMap<>(), Map.of(), Map.of(), 0);

    /** What applies where nothing was configured; Confluent's default too. */
    static final Compatibility DEFAULT_LEVEL = Compatibility.BACKWARD;

    RegistryState {
        subjects = Collections.unmodifiableNavigableMap(new TreeMap<>(subjects));
        levels = Map.copyOf(levels);
        modes = Map.copyOf(modes);
    }

    /** The state after one more entry. */
    RegistryState after(LedgerEntry entry) {
        if (entry instanceof LedgerEntry.SchemaKept kept) {
            return withVersion(kept.version());
        }
        if (entry instanceof LedgerEntry.SchemaErased erased) {
            return withoutVersion(erased.subject(), erased.version());
        }
        if (entry instanceof LedgerEntry.SubjectDeleted deleted) {
            return withSubjectDeleted(deleted.subject(), deleted.upToVersion());
        }
        if (entry instanceof LedgerEntry.LevelSet set) {
            return new RegistryState(subjects, changed(levels, set.subject(), set.level()), modes, highestId);
        }
        if (entry instanceof LedgerEntry.ModeSet set) {
            return new RegistryState(subjects, levels, changed(modes, set.subject(), set.mode()), highestId);
        }
        if (entry instanceof LedgerEntry.HighestId highest) {
            return new RegistryState(subjects, levels, modes, Math.max(highestId, highest.id()));
        }
        return this;
    }

    /** Versions of a subject, oldest first; empty if the subject is unknown. */
    List<SchemaVersion> versions(String subject, Visibility visibility) {
        return subjects.getOrDefault(subject, Collections.emptyNavigableMap()).values().stream()
                .filter(visibility::shows)
                .toList();
    }

    /** Everything registered under an id, in order of subject and version. */
    List<SchemaVersion> versionsOf(int id, Visibility visibility) {
        return all().filter(version -> version.id() == id && visibility.shows(version))
                .toList();
    }

    Stream<SchemaVersion> all() {
        return subjects.values().stream().flatMap(versions -> versions.values().stream());
    }

    /** The id a schema got before, under whatever subject. */
    Optional<Integer> idOf(String canonicalSchema) {
        return all().filter(version -> version.schema().equals(canonicalSchema))
                .map(SchemaVersion::id)
                .findFirst();
    }

    /** The level that governs a subject: its own, else the registry-wide one. */
    Compatibility levelOf(String subject) {
        return levels.getOrDefault(subject, levels.getOrDefault(LedgerEntry.GLOBAL, DEFAULT_LEVEL));
    }

    /** The mode that governs a subject. A registry-wide READONLY is not lifted for single subjects. */
    RegistryMode modeOf(String subject) {
        RegistryMode global = modes.getOrDefault(LedgerEntry.GLOBAL, RegistryMode.READWRITE);
        return global == RegistryMode.READONLY ? global : modes.getOrDefault(subject, global);
    }

    private RegistryState withVersion(SchemaVersion version) {
        NavigableMap<Integer, SchemaVersion> versions = copyOf(version.subject());
        versions.put(version.version(), version);
        return with(version.subject(), versions, Math.max(highestId, version.id()));
    }

    private RegistryState withoutVersion(String subject, int version) {
        NavigableMap<Integer, SchemaVersion> versions = copyOf(subject);
        versions.remove(version);
        return with(subject, versions, highestId);
    }

    private RegistryState withSubjectDeleted(String subject, int upToVersion) {
        NavigableMap<Integer, SchemaVersion> versions = copyOf(subject);
        versions.replaceAll((number, version) -> number <= upToVersion ? version.asDeleted() : version);
        return with(subject, versions, highestId);
    }

    private NavigableMap<Integer, SchemaVersion> copyOf(String subject) {
        return new TreeMap<>(subjects.getOrDefault(subject, Collections.emptyNavigableMap()));
    }

    private RegistryState with(String subject, NavigableMap<Integer, SchemaVersion> versions, int highest) {
        NavigableMap<String, NavigableMap<Integer, SchemaVersion>> changed = new TreeMap<>(subjects);
        if (versions.isEmpty()) {
            changed.remove(subject);
        } else {
            changed.put(subject, Collections.unmodifiableNavigableMap(versions));
        }
        return new RegistryState(changed, levels, modes, highest);
    }

    private static <T> Map<String, T> changed(Map<String, T> settings, String subject, Optional<T> value) {
        Map<String, T> changed = new HashMap<>(settings);
        value.ifPresentOrElse(set -> changed.put(subject, set), () -> changed.remove(subject));
        return changed;
    }

    /** Which versions a reader wants to see. */
    enum Visibility {
        LIVE,
        DELETED,
        ALL;

        boolean shows(SchemaVersion version) {
            return this == ALL || version.deleted() == (this == DELETED);
        }
    }
}
