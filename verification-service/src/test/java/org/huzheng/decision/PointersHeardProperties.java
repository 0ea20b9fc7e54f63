package org.huzheng.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.audit.SyntheticRecords;
import org.huzheng.catalogue.Topics;
import org.huzheng.decision.PartialAnswers.OwnEvent;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.employer.EmployerPointers;
import org.huzheng.exchange.Locator;
import org.huzheng.exchange.PartialQuestion;
import org.huzheng.exchange.Pointer;
import org.huzheng.exchange.RequestForm;
import org.huzheng.exchange.Scope;
import org.huzheng.socialsecurity.Enrolment;
import org.huzheng.socialsecurity.InsuranceKind;
import org.huzheng.wire.AvroWire;
import org.huzheng.wire.RecordDigest;

/** Which pointers are heard depends on what there is, not on the order it comes in; the store's order allows to stop early. */
class PointersHeardProperties {
    private static final String EMPLOYER = SyntheticRecords.employerCode(1);
    private static final Instant APPENDED_AT = Instant.parse("2026-06-01T00:00:00Z");
    private static final LocalDate MONTH = LocalDate.of(2026, 1, 1);

    @Property(tries = 20)
    void shouldHearTheSameInAnyOrderAndWhenStoppedEarly(
            @ForAll @IntRange(min = 1, max = PointersHeard.MOST_PEOPLE + 30) int people, @ForAll long chance) {
        // Given
        List<OwnEvent> pointers = pointersTo(people, new Random(chance));
        List<OwnEvent> inOrder = new ArrayList<>(pointers);
        inOrder.sort(Comparator.comparing(own -> own.event().header().getRecordId()));
        PointersHeard streamed = new PointersHeard(question());
        inOrder.stream().takeWhile(streamed::hear).forEach(own -> {});

        // When
        Collections.shuffle(pointers, new Random(chance + 1));
        List<OwnEvent> heard = PointersHeard.of(question(), pointers);

        // Then
        assertThat(heard).isEqualTo(streamed.all()).isEqualTo(PointersHeard.of(question(), streamed.all()));
        assertThat(heard.stream().map(PointersHeardProperties::personOf).distinct())
                .hasSize(Math.min((int) inScope(pointers), PointersHeard.MOST_PEOPLE + 1));
    }

    private static long inScope(List<OwnEvent> pointers) {
        return pointers.stream()
                .filter(own -> own.event().validTo() == null)
                .map(PointersHeardProperties::personOf)
                .distinct()
                .count();
    }

    private static String personOf(OwnEvent own) {
        return ((Pointer) own.event().body()).getSourceKey();
    }

    /** One or two enrolments of each; some of them ended before the month. */
    private static List<OwnEvent> pointersTo(int people, Random chance) {
        List<OwnEvent> pointers = new ArrayList<>();
        for (int i = 0; i < people; i++) {
            String person = "worker-" + i;
            for (InsuranceKind kind :
                    List.of(InsuranceKind.PENSION, InsuranceKind.UNEMPLOYMENT).subList(0, 1 + chance.nextInt(2))) {
                Enrolment enrolment = SyntheticRecords.enrolment(person, kind, 1, EMPLOYER, LocalDate.of(2020, 1, 1));
                enrolment.getHeader().setValidTo(chance.nextInt(8) == 0 ? MONTH.minusDays(1) : null);
                pointers.add(pointerTo(person, enrolment, pointers.size()));
            }
        }
        return pointers;
    }

    private static OwnEvent pointerTo(String person, SpecificRecord enrolment, long offset) {
        Pointer pointer = EmployerPointers.of(
                        SyntheticRecords.key(person),
                        enrolment,
                        new Locator(Topics.SOCIAL_SECURITY_ENROLMENT.name(), 0, offset))
                .orElseThrow()
                .pointer();
        byte[] value = AvroWire.body(pointer);
        return new OwnEvent(
                RecordEvent.of(new Locator(Topics.POINTERS.name(), 0, offset), RecordDigest.sha256(value), pointer),
                value,
                APPENDED_AT);
    }

    private static PartialQuestion question() {
        return new PartialQuestion(
                "request-1",
                1,
                1,
                "employer:" + EMPLOYER,
                "employer:" + EMPLOYER,
                List.of(new Scope(
                        "employer:" + EMPLOYER,
                        Pointer.getClassSchema().getFullName(),
                        MONTH,
                        MONTH.plusMonths(1).minusDays(1),
                        true)),
                "office",
                "school-enrolment",
                RequestForm.CERTIFICATE,
                APPENDED_AT,
                null);
    }
}
