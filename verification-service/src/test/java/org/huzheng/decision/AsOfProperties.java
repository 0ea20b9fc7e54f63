package org.huzheng.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.huzheng.dossier.Dossier;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.dossier.RecordState;
import org.huzheng.event.ChangeType;
import org.huzheng.event.EventHeader;
import org.huzheng.exchange.Locator;
import org.huzheng.identity.EventId;
import org.huzheng.socialsecurity.Enrolment;
import org.huzheng.socialsecurity.EnrolmentStatus;
import org.huzheng.socialsecurity.InsuranceKind;
import org.huzheng.wire.AvroWire;
import org.huzheng.wire.RecordDigest;
import org.jspecify.annotations.Nullable;

/** What a dossier says of a day, whatever versions its records have. */
class AsOfProperties {
    private static final String PERSON = "AAAAAAAAAAAAAAAAAAAAAA";
    private static final String ENROLMENT = Enrolment.getClassSchema().getFullName();
    private static final LocalDate FIRST = LocalDate.of(2020, 1, 1);

    /**
     * A version of the one record.
     *
     * @param from first day, counted from the first of all, or null
     * @param to last day, or null
     */
    record Version(
            ChangeType change,
            @Nullable Integer from,
            @Nullable Integer to) {}

    @Property
    void shouldSayTheSameOfADayWhenAskedOfTheAnswer(
            @ForAll("histories") List<Version> history, @ForAll("days") int day) {
        // Given
        Dossier once = AsOf.on(dayOf(day), dossier(history));

        // When
        Dossier twice = AsOf.on(dayOf(day), once);

        // Then
        assertThat(twice).isEqualTo(once);
    }

    @Property
    void shouldNeverSpeakByAVersionThatWasNotSoOnTheDay(
            @ForAll("histories") List<Version> history, @ForAll("days") int day) {
        // When
        Dossier asOf = AsOf.on(dayOf(day), dossier(history));

        // Then
        assertThat(asOf.inForce(ENROLMENT, Enrolment.class)).allSatisfy(stated -> {
            LocalDate from = stated.event().validFrom();
            LocalDate to = stated.event().validTo();
            assertThat(from == null || !from.isAfter(dayOf(day))).isTrue();
            assertThat(to == null || !to.isBefore(dayOf(day))).isTrue();
        });
    }

    @Property
    void shouldSayTheSameOfADayHoweverTheRecordGoesOnAfterIt(
            @ForAll("histories") List<Version> history, @ForAll("days") int day) {
        // Given
        List<Version> goesOn = new ArrayList<>(history);
        goesOn.add(new Version(ChangeType.CORRECTED, day + 1, null));
        goesOn.add(new Version(ChangeType.ENDED, day + 1, day + 2));

        // When
        Dossier asOf = AsOf.on(dayOf(day), dossier(goesOn));

        // Then
        assertThat(asOf).isEqualTo(AsOf.on(dayOf(day), dossier(history)));
    }

    @Property
    void shouldSayNothingInForceOfWhatWasAnnulledLast(
            @ForAll("histories") List<Version> history, @ForAll("days") int day) {
        // Given
        List<Version> annulled = new ArrayList<>(history);
        annulled.add(new Version(ChangeType.ANNULLED, null, null));

        // When
        Dossier asOf = AsOf.on(dayOf(day), dossier(annulled));

        // Then
        assertThat(asOf.recordsOf(ENROLMENT)).singleElement().satisfies(record -> assertThat(record.state())
                .isInstanceOf(RecordState.Annulled.class));
    }

    @Property
    void shouldLetALaterVersionOfTheSameDaysReplaceAnEarlierOne(
            @ForAll("histories") List<Version> history, @ForAll("days") int day) {
        // Given
        List<Version> corrected = new ArrayList<>(history);
        corrected.add(new Version(ChangeType.CORRECTED, null, null));

        // When
        Dossier asOf = AsOf.on(dayOf(day), dossier(corrected));

        // Then
        assertThat(asOf.inForce(ENROLMENT, Enrolment.class)).singleElement().satisfies(stated -> assertThat(
                        stated.event().header().getVersion())
                .isEqualTo(corrected.size()));
    }

    @Provide
    Arbitrary<List<Version>> histories() {
        Arbitrary<Integer> days = Arbitraries.integers().between(0, 12).injectNull(0.2);
        return Combinators.combine(
                        Arbitraries.of(
                                ChangeType.CREATED,
                                ChangeType.CORRECTED,
                                ChangeType.ENDED,
                                ChangeType.ANNULLED,
                                ChangeType.REINSTATED),
                        days,
                        days)
                .as(Version::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
    }

    @Provide
    Arbitrary<Integer> days() {
        return Arbitraries.integers().between(0, 12);
    }

    private static LocalDate dayOf(int day) {
        return FIRST.plusDays(day);
    }

    private static Dossier dossier(List<Version> history) {
        List<RecordEvent> events = new ArrayList<>();
        for (Version version : history) {
            Enrolment body = bodyOf(version, events.size() + 1L);
            events.add(RecordEvent.of(
                    new Locator("social-security.enrolment", 0, (long) events.size()),
                    RecordDigest.sha256(AvroWire.body(body)),
                    body));
        }
        return Dossier.fold(PERSON, events);
    }

    private static Enrolment bodyOf(Version version, long number) {
        EventHeader header = EventHeader.newBuilder()
                .setEventId(EventId.of("social-security", ENROLMENT, "r1", 0, number, version.change())
                        .value())
                .setDepartment("social-security")
                .setRecordId("r1")
                .setVersionEpoch(0)
                .setVersion(number)
                .setChangeType(version.change())
                .setValidFrom(version.from() == null ? null : dayOf(version.from()))
                .setValidTo(version.to() == null ? null : dayOf(version.to()))
                .setRecordedAt(Instant.EPOCH)
                .setAdapterRun("run")
                .build();
        return new Enrolment(header, InsuranceKind.PENSION, EnrolmentStatus.ACTIVE, null, null, "110105");
    }
}
