package org.huzheng.deploy.registers;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.stream.Stream;
import org.huzheng.deploy.population.BirthRecord;
import org.huzheng.deploy.population.Change;
import org.huzheng.deploy.population.Contribution;
import org.huzheng.deploy.population.Holding;
import org.huzheng.deploy.population.HouseholdEntry;
import org.huzheng.deploy.population.IdentityChange;
import org.huzheng.deploy.population.MedicalCover;
import org.huzheng.deploy.population.Named;
import org.huzheng.deploy.population.Population;
import org.huzheng.deploy.population.SocialEnrolment;
import org.huzheng.event.Sex;
import org.huzheng.medical.MedicalScheme;
import org.huzheng.socialsecurity.Arrival;
import org.huzheng.socialsecurity.EnrolmentStatus;
import org.huzheng.socialsecurity.InsuranceKind;
import org.huzheng.socialsecurity.PaymentManner;
import org.jspecify.annotations.Nullable;

/** What a population looks like in the departments' own columns and codes, without dirt. */
final class RegisterRows {
    private static final ZoneOffset DEPARTMENT_CLOCK = ZoneOffset.ofHours(8);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(DEPARTMENT_CLOCK);
    private static final String RESIDENT_IDENTITY_CARD = "111";

    private RegisterRows() {}

    static Stream<RegisterRow> of(RegisterSource source, Population population) {
        return switch (source) {
            case RESIDENT -> population.householdEntries().stream().map(RegisterRows::row);
            case IDENTITY_CHANGE -> population.identityChanges().stream().map(RegisterRows::row);
            case HOLDING -> population.holdings().stream().map(RegisterRows::row);
            case CONTRIBUTION -> population.contributions().map(RegisterRows::row);
            case SOCIAL_ENROLMENT -> population.socialEnrolments().map(RegisterRows::row);
            case BIRTH -> population.births().stream().map(RegisterRows::row);
            case MEDICAL_ENROLMENT -> population.medicalCovers().map(RegisterRows::row);
        };
    }

    private static RegisterRow row(HouseholdEntry entry) {
        return RegisterRow.of(
                String.valueOf(entry.entryId()),
                entry.person().number().value(),
                entry.person().name(),
                sex(entry.person().sex()),
                entry.person().birthDate().toString(),
                number(entry.father()),
                name(entry.father()),
                number(entry.mother()),
                name(entry.mother()),
                number(entry.spouse()),
                name(entry.spouse()),
                entry.householdNumber(),
                entry.head().value(),
                entry.relationCode(),
                entry.birthCertificate(),
                entry.deceased() ? "1" : "0",
                entry.regionCode(),
                entry.registeredOn().toString(),
                date(entry.endedOn()),
                change(entry.change()),
                entry.reason(),
                entry.endedOn() == null ? null : "户口登记条例",
                entry.writtenAt().toString());
    }

    private static RegisterRow row(IdentityChange change) {
        return RegisterRow.of(
                String.valueOf(change.changeId()),
                change.former().value(),
                change.current().value(),
                "C",
                change.changedOn().toString(),
                change.changedOn().atTime(10, 0).toInstant(DEPARTMENT_CLOCK).toString());
    }

    private static RegisterRow row(Holding holding) {
        LocalDate written = holding.cancelledOn() == null ? holding.registeredOn() : holding.cancelledOn();
        return RegisterRow.of(
                String.valueOf(holding.holdingId()),
                holding.unitNumber(),
                holding.certificateNumber(),
                holding.holder(),
                String.valueOf(holding.shareNumerator()),
                String.valueOf(holding.shareDenominator()),
                holding.regionCode(),
                holding.registeredOn().toString(),
                date(holding.cancelledOn()),
                change(holding.cancelledOn() == null ? Change.CREATED : Change.ENDED),
                holding.cancelledOn() == null ? null : "转移登记",
                written.atTime(15, 0).toInstant(DEPARTMENT_CLOCK).toString());
    }

    private static RegisterRow row(Contribution contribution) {
        boolean first = contribution.change() == Change.CREATED;
        return RegisterRow.of(
                contribution.recordId(),
                String.valueOf(contribution.version()),
                contribution.insured().value(),
                kind(contribution.kind()),
                String.valueOf(contribution.month().getYear() * 100
                        + contribution.month().getMonthValue()),
                contribution.employer().code(),
                contribution.employer().name(),
                contribution.employer().regionCode(),
                contribution.base().toPlainString(),
                contribution.personalAmount() == null
                        ? null
                        : contribution.personalAmount().toPlainString(),
                contribution.employerAmount().toPlainString(),
                contribution.arrival() == Arrival.CREDITED ? "1" : "0",
                contribution.manner() == PaymentManner.REGULAR ? "10" : "20",
                change(contribution.change()),
                first ? null : "款项到账",
                time(contribution.writtenAt()));
    }

    private static RegisterRow row(SocialEnrolment enrolment) {
        return RegisterRow.of(
                enrolment.recordId(),
                "1",
                enrolment.insured().value(),
                kind(enrolment.kind()),
                status(enrolment.status()),
                enrolment.employer().code(),
                enrolment.employer().name(),
                enrolment.employer().regionCode(),
                enrolment.enrolledOn().toString(),
                date(enrolment.endedOn()),
                change(enrolment.change()),
                null,
                time(enrolment.writtenAt()));
    }

    private static RegisterRow row(BirthRecord birth) {
        Named father = birth.father();
        return RegisterRow.of(
                birth.recordId(),
                String.valueOf(birth.version()),
                birth.certificateNumber(),
                birth.childNumber() == null ? null : birth.childNumber().value(),
                birth.childName(),
                sex(birth.childSex()),
                birth.birthDate().toString(),
                RESIDENT_IDENTITY_CARD,
                number(birth.mother()),
                birth.mother().name(),
                father == null ? null : RESIDENT_IDENTITY_CARD,
                number(father),
                name(father),
                birth.regionCode(),
                birth.birthDate().plusDays(3).toString(),
                change(birth.change()),
                birth.change() == Change.CREATED ? null : "补录公民身份号码",
                time(birth.writtenAt()));
    }

    private static RegisterRow row(MedicalCover cover) {
        return RegisterRow.of(
                cover.recordId(),
                "1",
                cover.insured().value(),
                cover.scheme() == MedicalScheme.EMPLOYEE ? "310" : "390",
                status(cover.status()),
                cover.regionCode(),
                cover.enrolledOn().toString(),
                date(cover.endedOn()),
                change(cover.change()),
                cover.endedOn() == null ? null : "死亡",
                time(cover.writtenAt()));
    }

    private static String kind(InsuranceKind kind) {
        return switch (kind) {
            case PENSION -> "110";
            case UNEMPLOYMENT -> "210";
            case WORK_INJURY -> "410";
            default ->
                throw new IllegalArgumentException("insurance kind: expected one the department keeps, found " + kind);
        };
    }

    private static String status(EnrolmentStatus status) {
        return switch (status) {
            case ACTIVE -> "1";
            case SUSPENDED -> "2";
            case ENDED -> "3";
            default -> throw new IllegalArgumentException("enrolment status: expected a known one, found " + status);
        };
    }

    static String change(Change change) {
        return switch (change) {
            case CREATED -> "1";
            case CORRECTED -> "2";
            case ENDED -> "3";
        };
    }

    private static String sex(Sex sex) {
        return sex == Sex.MALE ? "1" : "2";
    }

    private static @Nullable String number(@Nullable Named named) {
        return named == null || named.number() == null ? null : named.number().value();
    }

    private static @Nullable String name(@Nullable Named named) {
        return named == null ? null : named.name();
    }

    private static @Nullable String date(@Nullable LocalDate date) {
        return date == null ? null : date.toString();
    }

    private static String time(Instant instant) {
        return TIME.format(instant);
    }
}
