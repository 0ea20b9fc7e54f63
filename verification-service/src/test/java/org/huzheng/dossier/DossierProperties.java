package org.huzheng.dossier;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.huzheng.event.ChangeType;
import org.huzheng.event.EventHeader;
import org.huzheng.exchange.Locator;
import org.huzheng.identity.EventId;
import org.huzheng.socialsecurity.Enrolment;
import org.huzheng.socialsecurity.EnrolmentStatus;
import org.huzheng.socialsecurity.InsuranceKind;
import org.huzheng.wire.AvroWire;
import org.huzheng.wire.RecordDigest;

/** The algebra of the fold: order and repeats of the same events never change a dossier. */
class DossierProperties {
    private static final String PERSON = "AAAAAAAAAAAAAAAAAAAAAA";

    /**
     * One version as a department wrote it.
     *
     * @param run adapter run that published it
     */
    record Version(String record, int epoch, long version, ChangeType change, String employer, String run) {}

    @Property(tries = 300)
    void shouldFoldTheSameFromAnyOrder(@ForAll("logs") List<Version> log, @ForAll long seed) {
        // Given
        List<RecordEvent> events = eventsOf(log);
        List<RecordEvent> shuffled = shuffled(events, seed);

        // When
        Dossier dossier = Dossier.fold(PERSON, shuffled);

        // Then
        assertThat(dossier).isEqualTo(Dossier.fold(PERSON, events));
    }

    @Property(tries = 300)
    void shouldFoldTheSameHoweverOftenAnEventIsRepeated(@ForAll("logs") List<Version> log, @ForAll long seed) {
        // Given
        List<RecordEvent> events = eventsOf(log);
        List<Version> repeated = new ArrayList<>(log);
        repeated.addAll(log);
        List<RecordEvent> twice = eventsOf(repeated);

        // When
        Dossier dossier = Dossier.fold(PERSON, shuffled(twice, seed));

        // Then
        assertThat(dossier).isEqualTo(Dossier.fold(PERSON, events));
    }

    @Property(tries = 200)
    void shouldFoldTheSameWhenAnotherRunPublishesEverythingAgain(@ForAll("logs") List<Version> log) {
        // Given
        List<Version> again = new ArrayList<>(log);
        log.forEach(version -> again.add(new Version(
                version.record(),
                version.epoch(),
                version.version(),
                version.change(),
                version.employer(),
                "another run")));

        // When
        Dossier dossier = Dossier.fold(PERSON, eventsOf(again));

        // Then
        assertThat(dossier).isEqualTo(Dossier.fold(PERSON, eventsOf(log)));
    }

    @Property(tries = 300)
    void shouldSpeakByTheNewestVersionAlone(@ForAll("logs") List<Version> log) {
        // When
        Dossier dossier = Dossier.fold(PERSON, eventsOf(log));

        // Then
        assertThat(dossier.histories()).allSatisfy(history -> {
            List<RecordEvent> versions = history.versions();
            assertThat(versions).isSortedAccordingTo(RecordEvent.BY_VERSION);
            RecordEvent newest = versions.get(versions.size() - 1);
            long rivals = versions.stream().filter(newest::isSameVersionAs).count();
            assertThat(history.state() instanceof RecordState.Contradictory).isEqualTo(rivals > 1);
        });
    }

    @Property(tries = 300)
    void shouldNeverCountWhatWasAnnulledAsFormer(@ForAll("logs") List<Version> log) {
        // When
        Dossier dossier = Dossier.fold(PERSON, eventsOf(log));

        // Then
        assertThat(dossier.histories()).allSatisfy(history -> {
            Set<ChangeType> annulled = Set.of(ChangeType.ANNULLED);
            boolean endsAnnulled = annulled.contains(history.versions()
                    .get(history.versions().size() - 1)
                    .header()
                    .getChangeType());
            if (endsAnnulled) {
                assertThat(history.former()).isEmpty();
            }
        });
    }

    @Provide
    Arbitrary<List<Version>> logs() {
        return Combinators.combine(
                        Arbitraries.of("r1", "r2", "r10"),
                        Arbitraries.integers().between(0, 1),
                        Arbitraries.longs().between(1, 4),
                        Arbitraries.of(
                                ChangeType.CREATED,
                                ChangeType.CORRECTED,
                                ChangeType.ENDED,
                                ChangeType.ANNULLED,
                                ChangeType.REINSTATED),
                        Arbitraries.of("甲", "乙"))
                .as((record, epoch, version, change, employer) ->
                        new Version(record, epoch, version, change, employer, "run"))
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }

    private static List<RecordEvent> shuffled(List<RecordEvent> events, long seed) {
        List<RecordEvent> shuffled = new ArrayList<>(events);
        Collections.shuffle(shuffled, new Random(seed));
        return shuffled;
    }

    /** Events at successive offsets, as they would lie on the topic. */
    private static List<RecordEvent> eventsOf(List<Version> log) {
        List<RecordEvent> events = new ArrayList<>();
        for (Version version : log) {
            Enrolment body = bodyOf(version);
            events.add(RecordEvent.of(
                    new Locator("social-security.enrolment", 0, (long) events.size()),
                    RecordDigest.sha256(AvroWire.body(body)),
                    body));
        }
        return events;
    }

    private static Enrolment bodyOf(Version version) {
        String type = Enrolment.getClassSchema().getFullName();
        EventHeader header = EventHeader.newBuilder()
                .setEventId(EventId.of(
                                "social-security",
                                type,
                                version.record(),
                                version.epoch(),
                                version.version(),
                                version.change())
                        .value())
                .setDepartment("social-security")
                .setRecordId(version.record())
                .setVersionEpoch(version.epoch())
                .setVersion(version.version())
                .setChangeType(version.change())
                .setValidFrom(LocalDate.of(2020, 1, (int) version.version()))
                .setRecordedAt(Instant.EPOCH)
                .setAdapterRun(version.run())
                // each run in a trace of its own
                .setTraceId(RecordDigest.sha256(version.run().getBytes(StandardCharsets.UTF_8))
                        .hex()
                        .substring(0, 32))
                .build();
        return new Enrolment(header, InsuranceKind.PENSION, EnrolmentStatus.ACTIVE, null, version.employer(), "110105");
    }
}
