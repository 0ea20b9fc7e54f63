package org.huzheng.employer;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.huzheng.decision.AsOf;
import org.huzheng.decision.Identity;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.exchange.InsuredKind;
import org.huzheng.exchange.Locator;
import org.huzheng.identity.EmployerKey;
import org.huzheng.payment.Enrolments;
import org.huzheng.payment.Enrolments.Standing;
import org.huzheng.socialsecurity.EnrolmentStatus;
import org.huzheng.socialsecurity.InsuranceKind;

/**
 * What one person's enrolments say of one employer and one month.
 *
 * @param kinds enrolments through the employer that were active on a day of the month, or suspended and never active, sorted by kind and place
 * @param enrolments the enrolments that say so
 * @param firstDay first day of the month on which one of them was active; empty where none was
 */
record Coverage(List<InsuredKind> kinds, List<Standing> enrolments, Optional<LocalDate> firstDay) {
    private static final Comparator<Place> BY_PLACE =
            Comparator.comparing(Place::kind).thenComparing(Place::regionCode);

    Coverage {
        kinds = List.copyOf(kinds);
        enrolments = List.copyOf(enrolments);
    }

    /** Where somebody is insured, in what. */
    private record Place(InsuranceKind kind, String regionCode) {}

    /** What they say. */
    static Coverage of(Identity person, EmployerMonth asked) {
        return of(person, asked, Coverage::statusOf);
    }

    /** What they say at most: one whose status is not understood here may be active. */
    static Coverage atMost(Identity person, EmployerMonth asked) {
        return of(
                person,
                asked,
                enrolment -> enrolment.status() == EnrolmentStatus.UNKNOWN
                        ? Optional.of(EnrolmentStatus.ACTIVE)
                        : statusOf(enrolment));
    }

    private static Coverage of(
            Identity person, EmployerMonth asked, Function<Standing, Optional<EnrolmentStatus>> statusOf) {
        Map<Place, EnrolmentStatus> statuses = new TreeMap<>(BY_PLACE);
        // by place: of several days the same event speaks
        Map<Locator, Standing> enrolments = new LinkedHashMap<>();
        Optional<LocalDate> firstDay = Optional.empty();
        for (LocalDate day : AsOf.daysOfChange(asked.firstDay(), asked.lastDay(), person.dossiers())) {
            Enrolments then = Enrolments.of(person.on(day));
            for (InsuranceKind kind : asked.kinds()) {
                for (Standing standing : through(asked.employer(), then.in(kind))) {
                    statusOf.apply(standing).ifPresent(status -> {
                        enrolments.putIfAbsent(standing.event().locator(), standing);
                        statuses.merge(new Place(kind, standing.regionCode()), status, Coverage::insuringMore);
                    });
                }
            }
            if (firstDay.isEmpty() && statuses.containsValue(EnrolmentStatus.ACTIVE)) {
                firstDay = Optional.of(day);
            }
        }
        List<InsuredKind> kinds = new ArrayList<>();
        statuses.forEach((place, status) -> kinds.add(new InsuredKind(place.kind(), status, place.regionCode())));
        return new Coverage(kinds, List.copyOf(enrolments.values()), firstDay);
    }

    private static List<Standing> through(EmployerKey employer, List<Standing> enrolments) {
        return enrolments.stream()
                .filter(enrolment -> EmployerKey.named(enrolment.employerCode()).equals(Optional.of(employer)))
                .toList();
    }

    /**
     * What an enrolment was on a day of which it speaks. One that ended on a day the register does not name was nothing ({@link Possible} says what it may have
     * been).
     */
    private static Optional<EnrolmentStatus> statusOf(Standing enrolment) {
        return switch (enrolment.status()) {
            case ACTIVE, SUSPENDED -> Optional.of(enrolment.status());
            case ENDED, UNKNOWN -> Optional.empty();
        };
    }

    private static EnrolmentStatus insuringMore(EnrolmentStatus one, EnrolmentStatus other) {
        return one == EnrolmentStatus.ACTIVE ? one : other;
    }

    /** Whether the person was insured through the employer in one of the kinds. */
    boolean isInsured() {
        return firstDay.isPresent();
    }

    boolean isInsuredIn(InsuranceKind asked) {
        return kinds.stream().anyMatch(kind -> kind.getKind() == asked && kind.getStatus() == EnrolmentStatus.ACTIVE);
    }

    List<RecordEvent> events() {
        return enrolments.stream().map(Standing::event).toList();
    }
}
