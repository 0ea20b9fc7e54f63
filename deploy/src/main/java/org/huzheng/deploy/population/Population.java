package org.huzheng.deploy.population;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.stream.Stream;
import org.huzheng.medical.MedicalScheme;
import org.huzheng.socialsecurity.EnrolmentStatus;

/**
 * Synthetic people in families over four generations and what the departments know of them. A function of the seed, the number of people and
 * the day, and of nothing else; monthly contributions are drawn person by person when asked for and never all held at once.
 */
public final class Population {
    /** The day the demo's people live in. */
    public static final LocalDate TODAY = LocalDate.of(2026, 11, 1);

    /** How many months back contributions go unless told otherwise. */
    public static final int MONTHS = 24;

    /** Fewest people: the cast and their families. */
    public static final int FEWEST_PEOPLE = 50;

    private final long seed;
    private final LocalDate today;
    private final int months;
    private final Grown grown;

    private Population(long seed, LocalDate today, int months, Grown grown) {
        this.seed = seed;
        this.today = today;
        this.months = months;
        this.grown = grown;
    }

    /** Grows so many people in {@link #TODAY} with {@link #MONTHS} of contributions; see the longer form. */
    public static Population generate(long seed, int people) {
        return generate(seed, people, TODAY, MONTHS);
    }

    /**
     * Grows a population.
     *
     * @param seed what everything but the cast is drawn from
     * @param people exactly so many people, the dead included
     * @param today the day the people live in
     * @param months how many months back contributions go, the last one being the month before {@code today}
     * @throws IllegalArgumentException if there are fewer people than {@link #FEWEST_PEOPLE} or no month
     */
    public static Population generate(long seed, int people, LocalDate today, int months) {
        if (people < FEWEST_PEOPLE) {
            throw new IllegalArgumentException("people: expected at least " + FEWEST_PEOPLE + ", found " + people);
        }
        if (months < 1) {
            throw new IllegalArgumentException("months: expected at least 1, found " + months);
        }
        return new Population(seed, today, months, Grown.grow(seed, people, today));
    }

    /** Everybody, by index. */
    public List<Person> people() {
        return grown.people();
    }

    /** The people the demo's story is told with. */
    public Cast cast() {
        return grown.cast();
    }

    /** Entries of the household register, by entry id. */
    public List<HouseholdEntry> householdEntries() {
        return grown.entries();
    }

    /** Changes of identity numbers. */
    public List<IdentityChange> identityChanges() {
        return grown.identityChanges();
    }

    /** Holdings in the property register, by holding id. */
    public List<Holding> holdings() {
        return grown.holdings();
    }

    /** Births certified since 2000, and of these weeks, in their versions. */
    public List<BirthRecord> births() {
        return grown.births();
    }

    /** Employers. */
    public List<Employer> employers() {
        return grown.employers();
    }

    /** Monthly contributions, drawn as they are read. */
    public Stream<Contribution> contributions() {
        return people().stream().flatMap(person -> employment(person).contributions());
    }

    /** Enrolments in social insurance, drawn as they are read. */
    public Stream<SocialEnrolment> socialEnrolments() {
        return people().stream().flatMap(person -> employment(person).enrolments());
    }

    /** Everybody's enrolment in medical insurance, the dead's ended. */
    public Stream<MedicalCover> medicalCovers() {
        return people().stream().map(this::medicalCover);
    }

    private Employment employment(Person person) {
        return new Employment(seed, person, employers(), YearMonth.from(today).minusMonths(1), months);
    }

    private MedicalCover medicalCover(Person person) {
        boolean employed = employment(person).isEmployedAtTheEnd();
        LocalDate since = person.birthDate().isAfter(Grown.MEDICAL_REFORM) ? person.birthDate() : Grown.MEDICAL_REFORM;
        LocalDate death = person.deathDate();
        boolean covered = death == null || death.isAfter(since);
        LocalDate ended = covered ? death : since;
        return new MedicalCover(
                "ME" + (1_000_000 + person.index()),
                person.number(),
                employed ? MedicalScheme.EMPLOYEE : MedicalScheme.RESIDENT,
                ended == null ? EnrolmentStatus.ACTIVE : EnrolmentStatus.ENDED,
                person.regionCode(),
                since,
                ended,
                ended == null ? Change.CREATED : Change.ENDED,
                Grown.at(ended == null ? since : ended));
    }
}
