package org.huzheng.deploy.bench;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.event.ChangeType;
import org.huzheng.event.DocumentType;
import org.huzheng.event.EventHeader;
import org.huzheng.event.Sex;
import org.huzheng.event.StatedPerson;
import org.huzheng.household.LifeStatus;
import org.huzheng.household.Resident;
import org.huzheng.identity.EventId;
import org.huzheng.identity.PersonKeyDerivation;
import org.huzheng.identity.ResidentIdentityNumber;
import org.huzheng.socialsecurity.Arrival;
import org.huzheng.socialsecurity.Contribution;
import org.huzheng.socialsecurity.InsuranceKind;
import org.huzheng.socialsecurity.PaymentManner;

/**
 * Record events as adapters publish them, of any number of people and about nobody: a number gives the same person with the same records each time. Three
 * numbers in a row are a grandmother, her daughter and that one's daughter, each in a household of her own.
 *
 * @param keys derives their keys
 */
record SyntheticEvents(PersonKeyDerivation keys) {
    static final int GENERATIONS = 3;
    /** How many months each person has paid. */
    static final int MONTHS = 24;

    /** The first month anybody paid. */
    static final YearMonth FIRST_MONTH = YearMonth.of(1985, 1);

    private static final String REGION = "110105";
    private static final String RUN = "bench";
    private static final Instant RECORDED = Instant.parse("2026-01-15T00:00:00Z");
    private static final List<LocalDate> FIRST_BIRTHS =
            List.of(LocalDate.of(1915, 1, 1), LocalDate.of(1940, 1, 1), LocalDate.of(1965, 1, 1));
    /** Sequence numbers of a day that are used: even ones, of women. */
    private static final int BIRTHS_PER_DAY = 500;

    /**
     * An event with the topic it belongs on and the person it belongs to.
     *
     * @param key person key
     */
    record Event(Topic topic, String key, SpecificRecord record) {}

    ResidentIdentityNumber number(long person) {
        long family = person / GENERATIONS;
        return ResidentIdentityNumber.of(
                REGION,
                FIRST_BIRTHS.get((int) (person % GENERATIONS)).plusDays(family / BIRTHS_PER_DAY),
                (int) (family % BIRTHS_PER_DAY) * 2);
    }

    String key(long person) {
        return keys.keyOf(number(person)).value();
    }

    /** The household register's entry of a person; it states the mother, where she is one of the three. */
    Event resident(long person) {
        ResidentIdentityNumber number = number(person);
        String key = keys.keyOf(number).value();
        Resident resident = Resident.newBuilder()
                .setHeader(header("household", Resident.class.getName(), "r" + person, number.birthDate(), null))
                .setIdentityNumber(number.value())
                .setName(SyntheticRegisters.name(person, 0))
                .setSex(Sex.FEMALE)
                .setBirthDate(number.birthDate())
                .setMother(person % GENERATIONS == 0 ? null : stated(person - 1))
                .setHouseholdId("H" + person)
                .setHeadKey(key)
                .setRelationToHead("02")
                .setLifeStatus(LifeStatus.ALIVE)
                .setRegionCode(REGION)
                .build();
        return new Event(Topics.HOUSEHOLD_RESIDENT, key, resident);
    }

    private StatedPerson stated(long person) {
        return new StatedPerson(key(person), SyntheticRegisters.name(person, 0), DocumentType.RESIDENT_IDENTITY, null);
    }

    /** What a person paid in one month, counted from 0. */
    Event contribution(long person, int month) {
        YearMonth paid = FIRST_MONTH.plusMonths(month);
        Contribution contribution = Contribution.newBuilder()
                .setHeader(header(
                        "social-security",
                        Contribution.class.getName(),
                        "c" + person + "-" + month,
                        paid.atDay(1),
                        paid.atEndOfMonth()))
                .setKind(InsuranceKind.PENSION)
                .setMonth(paid.getYear() * 100 + paid.getMonthValue())
                .setEmployerCode(SyntheticRegisters.employer(person))
                .setEmployerName("某某有限公司")
                .setRegionCode(REGION)
                .setBase(new BigDecimal("8000.00"))
                .setPersonalAmount(new BigDecimal("640.00"))
                .setEmployerAmount(new BigDecimal("1280.00"))
                .setArrival(Arrival.CREDITED)
                .setManner(PaymentManner.REGULAR)
                .build();
        return new Event(Topics.SOCIAL_SECURITY_CONTRIBUTION, key(person), contribution);
    }

    private static EventHeader header(
            String department,
            String type,
            String recordId,
            LocalDate from,
            @org.jspecify.annotations.Nullable LocalDate to) {
        return EventHeader.newBuilder()
                .setEventId(EventId.of(department, type, recordId, 0, 1, ChangeType.CREATED)
                        .value())
                .setDepartment(department)
                .setRecordId(recordId)
                .setVersionEpoch(0)
                .setVersion(1)
                .setChangeType(ChangeType.CREATED)
                .setValidFrom(from)
                .setValidTo(to)
                .setRecordedAt(RECORDED)
                .setAdapterRun(RUN)
                .build();
    }
}
