package org.huzheng.broker.registry;

import java.util.List;
import java.util.regex.Pattern;
import org.huzheng.broker.registry.RegistryState.Visibility;

/** Reads of subjects and versions, refused with the codes Confluent's clients expect. */
final class SubjectQueries {
    /** Upper bound of version numbers; also what "latest" is sent as by some clients: -1. */
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,10}");

    private SubjectQueries() {}

    /** Versions of a subject that must exist, oldest first. */
    static List<SchemaVersion> existing(RegistryState state, String subject, Visibility visibility) {
        List<SchemaVersion> versions = state.versions(subject, visibility);
        if (versions.isEmpty()) {
            throw RegistryError.subjectNotFound(subject);
        }
        return versions;
    }

    /** One version of a subject, by number or "latest". */
    static SchemaVersion version(RegistryState state, String subject, String version, Visibility visibility) {
        VersionSelector selector = selector(version);
        List<SchemaVersion> versions = existing(state, subject, visibility);
        if (selector.latest()) {
            return versions.get(versions.size() - 1);
        }
        return versions.stream()
                .filter(candidate -> candidate.version() == selector.number())
                .findFirst()
                .orElseThrow(() -> RegistryError.versionNotFound(version));
    }

    /**
     * The earlier versions a compatibility test of one version concerns: that version, or none if the subject is new and "latest" was asked.
     */
    static List<SchemaVersion> comparedWith(RegistryState state, String subject, String version) {
        VersionSelector selector = selector(version);
        List<SchemaVersion> versions = state.versions(subject, Visibility.LIVE);
        if (selector.latest()) {
            return versions.isEmpty() ? versions : versions.subList(versions.size() - 1, versions.size());
        }
        List<SchemaVersion> chosen = versions.stream()
                .filter(candidate -> candidate.version() == selector.number())
                .toList();
        if (chosen.isEmpty()) {
            throw RegistryError.versionNotFound(version);
        }
        return chosen;
    }

    /** Whether the version keeps the same schema as an offered one. */
    static boolean keeps(SchemaVersion version, String canonical, boolean normalize) {
        return version.schema().equals(canonical)
                || (normalize && AvroForm.normal(version.schema()).equals(AvroForm.normal(canonical)));
    }

    static void requireValid(String subject) {
        // Contexts (":.name:subject") are a paid feature of Confluent's and none of ours.
        if (subject.isBlank() || subject.startsWith(":.") || subject.equals("__GLOBAL") || subject.equals("__EMPTY")) {
            throw RegistryError.invalidSubject(subject);
        }
    }

    private static VersionSelector selector(String version) {
        if (version.equals("latest") || version.equals("-1")) {
            return new VersionSelector(true, -1);
        }
        if (!NUMBER.matcher(version).matches()) {
            throw RegistryError.invalidVersion(version);
        }
        long number = Long.parseLong(version);
        if (number < 1 || number > Integer.MAX_VALUE) {
            throw RegistryError.invalidVersion(version);
        }
        return new VersionSelector(false, (int) number);
    }

    private record VersionSelector(boolean latest, int number) {}
}
