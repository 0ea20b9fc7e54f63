package org.huzheng.audit;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import org.huzheng.event.ChangeType;
import org.huzheng.event.DocumentType;
import org.huzheng.event.EventHeader;
import org.huzheng.event.Sex;
import org.huzheng.event.StatedPerson;
import org.huzheng.exchange.Claim;
import org.huzheng.exchange.ClaimRequest;
import org.huzheng.exchange.EmployerInsuranceRequest;
import org.huzheng.exchange.KinshipRequest;
import org.huzheng.exchange.PaymentRequest;
import org.huzheng.exchange.Relation;
import org.huzheng.exchange.RequestBasis;
import org.huzheng.exchange.RequestForm;
import org.huzheng.exchange.RequestHeader;
import org.huzheng.household.LifeStatus;
import org.huzheng.household.Resident;
import org.huzheng.identity.EmployerKey;
import org.huzheng.identity.EventId;
import org.huzheng.identity.UnifiedSocialCreditCode;
import org.huzheng.socialsecurity.Arrival;
import org.huzheng.socialsecurity.Contribution;
import org.huzheng.socialsecurity.Enrolment;
import org.huzheng.socialsecurity.EnrolmentStatus;
import org.huzheng.socialsecurity.InsuranceKind;
import org.huzheng.socialsecurity.PaymentManner;
import org.jspecify.annotations.Nullable;

/** Records and requests of people who do not exist. */
public final class SyntheticRecords {
    private SyntheticRecords() {}

    /** A key as a derivation would give it: 128 bits, base64url. */
    public static String key(String person) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(person.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(java.util.Arrays.copyOf(digest, 16));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public static Resident child(String person, long version, ChangeType change, @Nullable String mother) {
        return resident(person, version, change, Sex.MALE, LocalDate.of(2015, 3, 1), mother);
    }

    public static Resident adult(String person) {
        return resident(person, 1, ChangeType.CREATED, Sex.FEMALE, LocalDate.of(1988, 6, 2), null);
    }

    private static Resident resident(
            String person, long version, ChangeType change, Sex sex, LocalDate born, @Nullable String mother) {
        return Resident.newBuilder()
                .setHeader(
                        header("household", "org.huzheng.household.Resident", "entry-" + person, version, change, born))
                .setIdentityNumber("11010519491231002X")
                .setName("合成" + person)
                .setSex(sex)
                .setBirthDate(born)
                .setFather(null)
                .setMother(
                        mother == null
                                ? null
                                : new StatedPerson(key(mother), "合成" + mother, DocumentType.RESIDENT_IDENTITY, null))
                .setSpouse(null)
                .setHouseholdId("household of " + person)
                .setHeadKey(key(person))
                .setRelationToHead("02")
                .setBirthCertificateNumber(null)
                .setLifeStatus(LifeStatus.ALIVE)
                .setRegionCode("110105")
                .build();
    }

    public static Contribution contribution(String person, int month) {
        LocalDate first = LocalDate.of(month / 100, month % 100, 1);
        EventHeader header = header(
                "social-security",
                "org.huzheng.socialsecurity.Contribution",
                "payment-" + person + "-" + month,
                1,
                ChangeType.CREATED,
                first);
        header.setValidTo(first.plusMonths(1).minusDays(1));
        return Contribution.newBuilder()
                .setHeader(header)
                .setKind(InsuranceKind.PENSION)
                .setMonth(month)
                .setEmployerCode("91110105MA00000000")
                .setEmployerName("合成单位")
                .setRegionCode("110105")
                .setBase(new BigDecimal("8000.00"))
                .setPersonalAmount(new BigDecimal("640.00"))
                .setEmployerAmount(new BigDecimal("1280.00"))
                .setArrival(Arrival.CREDITED)
                .setManner(PaymentManner.REGULAR)
                .build();
    }

    /** A code of an employer that does not exist. */
    public static String employerCode(int number) {
        return UnifiedSocialCreditCode.withCheckCharacter(String.format("91110105MA%07d", number))
                .value();
    }

    /** Enrolment in one kind through an employer since a day. */
    public static Enrolment enrolment(
            String person, InsuranceKind kind, long version, String employerCode, LocalDate from) {
        ChangeType change = version == 1 ? ChangeType.CREATED : ChangeType.CORRECTED;
        return Enrolment.newBuilder()
                .setHeader(header(
                        "social-security",
                        "org.huzheng.socialsecurity.Enrolment",
                        "enrolment-" + person + "-" + kind,
                        version,
                        change,
                        from))
                .setKind(kind)
                .setStatus(EnrolmentStatus.ACTIVE)
                .setEmployerCode(employerCode)
                .setEmployerName("合成单位")
                .setRegionCode("110105")
                .build();
    }

    /** Asks who is insured through an employer in a month. */
    public static EmployerInsuranceRequest insuredThrough(
            String requestId, String employerCode, int month, InsuranceKind... kinds) {
        RequestHeader header = RequestHeader.newBuilder(requestHeader(requestId, "nobody"))
                .setApplicantKey(EmployerKey.named(employerCode).orElseThrow().value())
                .build();
        return new EmployerInsuranceRequest(header, employerCode, month, List.of(kinds));
    }

    public static KinshipRequest isMother(String requestId, String mother, String child) {
        return new KinshipRequest(requestHeader(requestId, mother), key(child), Relation.MOTHER);
    }

    public static PaymentRequest paid(String requestId, String person, int from, int to) {
        return new PaymentRequest(requestHeader(requestId, person), from, to, List.of(InsuranceKind.PENSION), null);
    }

    /** A claim of a day, as known at a time. */
    public static ClaimRequest claimed(
            String requestId, String person, Claim claim, LocalDate asOf, @Nullable Instant knownAt) {
        RequestHeader header = RequestHeader.newBuilder(requestHeader(requestId, person))
                .setForm(RequestForm.VERIFICATION)
                .setAsOf(asOf)
                .setKnownAt(knownAt)
                .build();
        return new ClaimRequest(header, claim, null);
    }

    private static RequestHeader requestHeader(String requestId, String applicant) {
        return new RequestHeader(
                requestId,
                RequestForm.CERTIFICATE,
                key(applicant),
                "office",
                "school-enrolment",
                RequestBasis.CONSENT,
                "consent-1",
                "digest of " + requestId,
                null,
                null,
                null);
    }

    private static EventHeader header(
            String department, String type, String recordId, long version, ChangeType change, LocalDate from) {
        return EventHeader.newBuilder()
                .setEventId(EventId.of(department, type, recordId, 0, version, change)
                        .value())
                .setDepartment(department)
                .setRecordId(recordId)
                .setVersionEpoch(0)
                .setVersion(version)
                .setChangeType(change)
                .setValidFrom(from)
                .setValidTo(null)
                .setRecordedAt(Instant.parse("2026-11-01T00:00:00Z"))
                .setPreviousEventId(null)
                .setLegalBasis(null)
                .setReason(null)
                .setAdapterRun("run-1")
                .build();
    }
}
