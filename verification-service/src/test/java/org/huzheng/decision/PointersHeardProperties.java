package org.huzheng.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.audit.SyntheticRecords;
import org.huzheng.catalogue.Topics;
import org.huzheng.decision.PartialAnswers.OwnEvent;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.employer.EmployerPointers;
import org.huzheng.event.ChangeType;
import org.huzheng.exchange.Locator;
import org.huzheng.exchange.PartialQuestion;
import org.huzheng.exchange.Pointer;
import org.huzheng.exchange.RequestForm;
import org.huzheng.exchange.Scope;
import org.huzheng.socialsecurity.Enrolment;
import org.huzheng.socialsecurity.EnrolmentStatus;
import org.huzheng.socialsecurity.InsuranceKind;
import org.huzheng.wire.AvroWire;
import org.huzheng.wire.RecordDigest;

/** Which pointers are heard depends on what there is, not on the order it comes in; the store's order allows to stop early. */
class PointersHeardProperties {
    private static final String EMPLOYER = SyntheticRecords.employerCode(1);
    private static final Instant APPENDED_AT = Instant.parse("2026-06-01T00:00:00Z");
    private static final LocalDate MONTH = LocalDate.of(2026, 1, 1);
    /** The first moment of the month in China. */
    private static final Instant MONTH_BEGINS = Instant.parse("2025-12-31T16:00:00Z");

    @Property(tries = 20)
    void shouldHearTheSameInAnyOrderAndWhenStoppedEarly(
            @ForAll @IntRange(min = 1, max = PointersHeard.MOST_PEOPLE + 30) int people, @ForAll long chance) {
        // Given
        List<OwnEvent> pointers = pointersTo(people, new Random(chance));
        List<OwnEvent> inOrder = new ArrayList<>(pointers);
        inOrder.sort(Comparator.comparing((OwnEvent own) -> own.event().header().getRecordId())
                .thenComparing(own -> own.event().header().getVersion())
                .thenComparing(own -> own.event().locator().getOffset()));
        PointersHeard streamed = new PointersHeard(question());
        inOrder.stream().takeWhile(streamed::hear).forEach(own -> {});

        // When
        Collections.shuffle(pointers, new Random(chance + 1));
        List<OwnEvent> heard = PointersHeard.of(question(), pointers);

        // Then
        assertThat(heard).isEqualTo(streamed.all()).isEqualTo(PointersHeard.of(question(), streamed.all()));
        assertThat(heard.stream().map(PointersHeardProperties::personOf).distinct())
                .hasSize(Math.min((int) standing(pointers), PointersHeard.MOST_PEOPLE + 1));
    }

    private static long standing(List<OwnEvent> pointers) {
        Map<String, List<OwnEvent>> records = pointers.stream()
                .collect(Collectors.groupingBy(own -> own.event().header().getRecordId()));
        return records.values().stream()
                .filter(versions -> versions.stream().noneMatch(PointersHeardProperties::isEndBeforeTheMonth))
                .map(versions -> personOf(versions.get(0)))
                .distinct()
                .count();
    }

    private static boolean isEndBeforeTheMonth(OwnEvent own) {
        LocalDate lastDay = own.event().validTo();
        return own.event().header().getChangeType() == ChangeType.ENDED
                && (lastDay != null
                        ? lastDay.isBefore(MONTH)
                        : own.event().header().getRecordedAt().isBefore(MONTH_BEGINS));
    }

    private static String personOf(OwnEvent own) {
        return ((Pointer) own.event().body()).getSourceKey();
    }

    /** One or two enrolments of each; some ended, before the month or in it, on a day or on none, and some of the ends were published twice. */
    private static List<OwnEvent> pointersTo(int people, Random chance) {
        List<OwnEvent> pointers = new ArrayList<>();
        for (int i = 0; i < people; i++) {
            String person = "worker-" + i;
            for (InsuranceKind kind :
                    List.of(InsuranceKind.PENSION, InsuranceKind.UNEMPLOYMENT).subList(0, 1 + chance.nextInt(2))) {
                pointers.add(pointerTo(person, enrolment(person, kind, 1), pointers.size()));
                int ending = chance.nextInt(16);
                if (ending >= 4) {
                    continue;
                }
                Enrolment ended = enrolment(person, kind, 2);
                ended.setStatus(EnrolmentStatus.ENDED);
                ended.getHeader().setChangeType(ChangeType.ENDED);
                switch (ending) {
                    case 0 -> ended.getHeader().setValidTo(MONTH.minusDays(1));
                    case 1 -> ended.getHeader().setValidTo(MONTH.plusDays(9));
                    case 2 -> ended.getHeader().setRecordedAt(MONTH_BEGINS.minusSeconds(1));
                    default -> ended.getHeader().setRecordedAt(MONTH_BEGINS);
                }
                for (int times = 1 + chance.nextInt(2); times > 0; times--) {
                    pointers.add(pointerTo(person, ended, pointers.size()));
                }
            }
        }
        return pointers;
    }

    private static Enrolment enrolment(String person, InsuranceKind kind, long version) {
        return SyntheticRecords.enrolment(person, kind, version, EMPLOYER, LocalDate.of(2020, 1, 1));
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
