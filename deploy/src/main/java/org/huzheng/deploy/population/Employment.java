package org.huzheng.deploy.population;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.huzheng.socialsecurity.Arrival;
import org.huzheng.socialsecurity.EnrolmentStatus;
import org.huzheng.socialsecurity.InsuranceKind;
import org.huzheng.socialsecurity.PaymentManner;
import org.jspecify.annotations.Nullable;

/** One person's employment over some months, drawn from the population's seed and the person alone, so that it need not be kept. */
final class Employment {
    private static final List<InsuranceKind> KINDS =
            List.of(InsuranceKind.PENSION, InsuranceKind.UNEMPLOYMENT, InsuranceKind.WORK_INJURY);

    private final Person person;
    private final List<Employed> spell;
    private final YearMonth last;
    private final BigDecimal base;
    private final String serial;
    private final long seed;

    /** A month in employment. */
    private record Employed(YearMonth month, Employer employer) {}

    /** What a kind of insurance costs, in parts of the base. */
    private record Rates(@Nullable BigDecimal personal, BigDecimal employer) {}

    /**
     * @param last last month looked at
     * @param months how many months are looked at
     */
    Employment(long seed, Person person, List<Employer> employers, YearMonth last, int months) {
        this.person = person;
        this.last = last;
        this.seed = seed;
        this.serial = String.format(Locale.ROOT, "%07d", person.index());
        Chance chance = Chance.ofPerson(seed, person.index());
        this.base = BigDecimal.valueOf(chance.between(40, 240) * 100L).setScale(2);
        this.spell = spell(employers, months, chance);
    }

    /** Contributions of every month and kind, oldest first; a payment credited late has two versions. */
    Stream<Contribution> contributions() {
        // Draws of their own, made in order: the same rows however often they are asked for.
        Chance chance = Chance.ofPerson(~seed, person.index());
        List<Contribution> all = new ArrayList<>(spell.size() * KINDS.size());
        for (Employed employed : spell) {
            boolean supplementary = person.work() == Person.Work.USUAL && chance.happens(0.03);
            boolean late = person.work() == Person.Work.USUAL && chance.happens(0.02);
            boolean newest =
                    person.work() == Person.Work.USUAL && employed.month().equals(last) && chance.happens(0.2);
            for (InsuranceKind kind : KINDS) {
                PaymentManner manner = supplementary ? PaymentManner.SUPPLEMENTARY : PaymentManner.REGULAR;
                Arrival arrival = late || newest ? Arrival.NOT_CREDITED : Arrival.CREDITED;
                all.add(contribution(employed, kind, 1, arrival, manner));
                if (late && !newest) {
                    all.add(contribution(employed, kind, 2, Arrival.CREDITED, manner));
                }
            }
        }
        return all.stream();
    }

    /** Enrolments in every kind, none for who never worked in these months. */
    Stream<SocialEnrolment> enrolments() {
        if (spell.isEmpty()) {
            return Stream.empty();
        }
        Employed first = spell.get(0);
        Employed latest = spell.get(spell.size() - 1);
        boolean active = latest.month().equals(last);
        Instant writtenAt = at(latest.month(), 3);
        return KINDS.stream()
                .map(kind -> new SocialEnrolment(
                        "SE" + serial + "-" + kind.name().charAt(0),
                        person.number(),
                        kind,
                        active ? EnrolmentStatus.ACTIVE : EnrolmentStatus.SUSPENDED,
                        latest.employer(),
                        first.month().atDay(1),
                        null,
                        Change.CREATED,
                        writtenAt));
    }

    boolean isEmployedAtTheEnd() {
        return !spell.isEmpty() && spell.get(spell.size() - 1).month().equals(last);
    }

    private List<Employed> spell(List<Employer> employers, int months, Chance chance) {
        List<Employed> spell = new ArrayList<>();
        if (person.work() == Person.Work.NONE) {
            return spell;
        }
        boolean steady = person.work() == Person.Work.STEADY;
        Employer employer = chance.oneOf(employers);
        boolean working = steady || chance.happens(0.9);
        for (int i = months - 1; i >= 0; i--) {
            if (!steady) {
                boolean was = working;
                working = working ? !chance.happens(0.015) : chance.happens(0.3);
                if (working && (!was || chance.happens(0.02))) {
                    employer = chance.oneOf(employers);
                }
            }
            if (working) {
                spell.add(new Employed(last.minusMonths(i), employer));
            }
        }
        return spell;
    }

    private Contribution contribution(
            Employed employed, InsuranceKind kind, int version, Arrival arrival, PaymentManner manner) {
        Rates rates = ratesOf(kind);
        BigDecimal personalRate = rates.personal();
        YearMonth month = employed.month();
        return new Contribution(
                "SC" + serial + "-" + kind.name().charAt(0) + "-" + (month.getYear() * 100 + month.getMonthValue()),
                version,
                person.number(),
                kind,
                month,
                employed.employer(),
                base,
                personalRate == null ? null : share(personalRate),
                share(rates.employer()),
                arrival,
                manner,
                version == 1 ? Change.CREATED : Change.CORRECTED,
                at(manner == PaymentManner.SUPPLEMENTARY ? month.plusMonths(2) : month, version == 1 ? 15 : 25));
    }

    private static Rates ratesOf(InsuranceKind kind) {
        return switch (kind) {
            case PENSION -> new Rates(new BigDecimal("0.08"), new BigDecimal("0.16"));
            case UNEMPLOYMENT -> new Rates(new BigDecimal("0.005"), new BigDecimal("0.005"));
            case WORK_INJURY -> new Rates(null, new BigDecimal("0.004"));
            default ->
                throw new IllegalArgumentException("insurance kind: expected one of " + KINDS + ", found " + kind);
        };
    }

    private BigDecimal share(BigDecimal rate) {
        return base.multiply(rate).setScale(2, RoundingMode.HALF_UP);
    }

    private static Instant at(YearMonth month, int day) {
        return LocalDate.of(month.getYear(), month.getMonth(), day)
                .atTime(LocalTime.of(10, 0))
                .toInstant(Registrar.CLOCK);
    }
}
