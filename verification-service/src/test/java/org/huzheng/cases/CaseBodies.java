package org.huzheng.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.cases.Cast.Member;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.civilaffairs.Adoption;
import org.huzheng.civilaffairs.Marriage;
import org.huzheng.event.ChangeType;
import org.huzheng.event.EventHeader;
import org.huzheng.event.StatedPerson;
import org.huzheng.exchange.Dispute;
import org.huzheng.exchange.DisputeOutcome;
import org.huzheng.household.IdentityLink;
import org.huzheng.household.LifeStatus;
import org.huzheng.household.LinkKind;
import org.huzheng.household.Resident;
import org.huzheng.identity.EventId;
import org.huzheng.medical.Birth;
import org.huzheng.medical.MedicalContribution;
import org.huzheng.medical.MedicalEnrolment;
import org.huzheng.medical.MedicalScheme;
import org.huzheng.socialsecurity.Arrival;
import org.huzheng.socialsecurity.Contribution;
import org.huzheng.socialsecurity.Enrolment;
import org.huzheng.socialsecurity.EnrolmentStatus;
import org.huzheng.socialsecurity.InsuranceKind;
import org.huzheng.socialsecurity.PaymentManner;
import org.jspecify.annotations.Nullable;

/** Makes the departments' records from what a case says of them; what it does not say has a plain default. */
// over 300 lines: one method for each kind of record a case may name
final class CaseBodies {
    private static final Map<String, Topic> TOPICS = Map.of(
            "entry", Topics.HOUSEHOLD_RESIDENT,
            "link", Topics.HOUSEHOLD_IDENTITY_LINK,
            "birth", Topics.MEDICAL_BIRTH,
            "marriage", Topics.CIVIL_AFFAIRS_MARRIAGE,
            "adoption", Topics.CIVIL_AFFAIRS_ADOPTION,
            "contribution", Topics.SOCIAL_SECURITY_CONTRIBUTION,
            "premium", Topics.MEDICAL_CONTRIBUTION,
            "enrolment", Topics.SOCIAL_SECURITY_ENROLMENT,
            "cover", Topics.MEDICAL_ENROLMENT,
            "dispute", Topics.DISPUTES);

    private static final Set<String> OF_EVERY_RECORD =
            Set.of("change", "epoch", "version", "from", "to", "reason", "recorded", "run", "appended");
    private static final Set<String> OF_PAYMENTS = Set.of(
            "of", "month", "months", "kind", "employer", "base", "personal", "company", "arrival", "manner", "region");
    private static final Set<String> MONTHLY = Set.of("contribution", "premium");
    private static final Map<String, Set<String>> ATTRIBUTES = Map.of(
            "entry",
                    Set.of(
                            "of",
                            "name",
                            "sex",
                            "born",
                            "father",
                            "mother",
                            "spouse",
                            "household",
                            "head",
                            "relation",
                            "certificate",
                            "life"),
            "link", Set.of("kind", "former", "current"),
            "birth", Set.of("child", "mother", "father", "certificate", "sex", "born"),
            "marriage", Set.of("husband", "wife"),
            "adoption", Set.of("child", "father", "mother"),
            "contribution", OF_PAYMENTS,
            "premium", OF_PAYMENTS,
            "enrolment", Set.of("of", "kind", "status", "employer", "region"),
            "cover", Set.of("of", "scheme", "status", "employer", "region"),
            "dispute", Set.of("of", "about", "field", "outcome"));
    private static final String REGION = "110105";

    private final Cast cast;

    CaseBodies(Cast cast) {
        this.cast = cast;
    }

    /** The type of a record: the one attribute that names it. */
    static String typeOf(JsonNode item) {
        String type = item.fieldNames().next();
        if (!TOPICS.containsKey(type)) {
            throw new IllegalArgumentException(
                    "expected a record that begins with one of " + TOPICS.keySet() + ", found " + item);
        }
        item.fieldNames().forEachRemaining(name -> {
            if (!name.equals(type)
                    && !OF_EVERY_RECORD.contains(name)
                    && !ATTRIBUTES.get(type).contains(name)) {
                throw new IllegalArgumentException(
                        "expected of " + type + " one of " + ATTRIBUTES.get(type) + ", found " + name);
            }
        });
        return type;
    }

    static Topic topicOf(String type) {
        return TOPICS.get(type);
    }

    /** Keys the record lies at: a link at both numbers, births, marriages and adoptions at everybody with a number. */
    List<String> keysOf(String type, JsonNode record) {
        return switch (type) {
            case "link" ->
                List.of(
                        cast.member(record.required("former")).key(),
                        cast.member(record.required("current")).key());
            case "birth" -> keysOf(record, "child", "mother", "father");
            case "marriage" -> keysOf(record, "husband", "wife");
            case "adoption" -> keysOf(record, "child", "father", "mother");
            default -> List.of(cast.member(record.required("of")).key());
        };
    }

    private List<String> keysOf(JsonNode record, String... places) {
        return Stream.of(places)
                .map(record::path)
                .filter(JsonNode::isTextual)
                .map(symbol -> cast.member(symbol).key())
                .toList();
    }

    SpecificRecord event(String type, ObjectNode record, @Nullable String previous) {
        EventHeader header = header(type, record, previous);
        return switch (type) {
            case "entry" -> resident(header, record);
            case "link" ->
                new IdentityLink(
                        header,
                        LinkKind.valueOf(record.path("kind").asText("CHANGED")),
                        cast.member(record.required("former")).key(),
                        cast.member(record.required("current")).key());
            case "birth" -> birth(header, record);
            case "marriage" ->
                new Marriage(
                        header,
                        cast.stated(record.required("husband")),
                        cast.stated(record.required("wife")),
                        "J" + record.get(type).asText(),
                        REGION);
            case "adoption" ->
                new Adoption(
                        header,
                        cast.stated(record.required("child")),
                        cast.stated(record.get("father")),
                        cast.stated(record.get("mother")),
                        "S" + record.get(type).asText(),
                        REGION);
            case "contribution" -> contribution(header, record);
            case "premium" -> premium(header, record);
            case "enrolment" ->
                new Enrolment(
                        header,
                        InsuranceKind.valueOf(record.path("kind").asText("PENSION")),
                        EnrolmentStatus.valueOf(record.path("status").asText("ACTIVE")),
                        employerCode(record),
                        text(record, "employer"),
                        record.path("region").asText(REGION));
            case "cover" ->
                new MedicalEnrolment(
                        header,
                        MedicalScheme.valueOf(record.path("scheme").asText("EMPLOYEE")),
                        EnrolmentStatus.valueOf(record.path("status").asText("ACTIVE")),
                        record.path("region").asText(REGION),
                        employerCode(record),
                        text(record, "employer"));
            case "dispute" -> dispute(header, record);
            default -> throw new IllegalArgumentException("expected a known record, found " + type);
        };
    }

    private EventHeader header(String type, JsonNode record, @Nullable String previous) {
        Topic topic = topicOf(type);
        String recordId = record.get(type).asText();
        int epoch = record.path("epoch").asInt(0);
        long version = record.required("version").asLong();
        ChangeType change = ChangeType.valueOf(record.path("change").asText("CREATED"));
        String recordType = topic.schemas().get(0).getFullName();
        return EventHeader.newBuilder()
                .setEventId(EventId.of(topic.owner(), recordType, recordId, epoch, version, change)
                        .value())
                .setDepartment(topic.owner())
                .setRecordId(recordId)
                .setVersionEpoch(epoch)
                .setVersion(version)
                .setChangeType(change)
                .setValidFrom(MONTHLY.contains(type) ? first(record) : date(record, "from"))
                .setValidTo(MONTHLY.contains(type) ? last(record) : date(record, "to"))
                .setRecordedAt(Instant.parse(record.path("recorded").asText("2026-01-02T03:04:05Z")))
                .setPreviousEventId(previous)
                .setLegalBasis(null)
                .setReason(text(record, "reason"))
                .setAdapterRun(record.path("run").asText("run-1"))
                .build();
    }

    /** Of the version of the record that was the last when it was filed, which {@link CaseRecords} names. */
    private Dispute dispute(EventHeader header, JsonNode record) {
        return Dispute.newBuilder()
                .setHeader(header)
                .setPersonKey(cast.member(record.required("of")).key())
                .setDisputedEventId(record.required("disputedEvent").asText())
                .setRecordType(record.required("recordType").asText())
                .setField(record.required("field").asText())
                .setFiledAt(header.getRecordedAt())
                .setDisputedRecordId(null)
                .setOutcome(
                        record.has("outcome")
                                ? DisputeOutcome.valueOf(record.get("outcome").asText())
                                : null)
                .build();
    }

    private Resident resident(EventHeader header, JsonNode record) {
        Member of = cast.member(record.required("of"));
        return Resident.newBuilder()
                .setHeader(header)
                .setIdentityNumber(of.identityNumber())
                .setName(record.path("name").asText(of.name()))
                .setSex(record.has("sex") ? Cast.sexOf(record.get("sex").asText()) : of.sex())
                .setBirthDate(of.birthDate())
                .setFather(cast.stated(record.get("father")))
                .setMother(cast.stated(record.get("mother")))
                .setSpouse(cast.stated(record.get("spouse")))
                .setHouseholdId(record.path("household").asText("household of " + of.symbol()))
                .setHeadKey(
                        record.path("head").isNull()
                                ? null
                                : cast.member(record.path("head").asText(of.symbol()))
                                        .key())
                .setRelationToHead(record.path("relation").asText("02"))
                .setBirthCertificateNumber(text(record, "certificate"))
                .setLifeStatus(LifeStatus.valueOf(record.path("life").asText("ALIVE")))
                .setRegionCode(REGION)
                .build();
    }

    private Birth birth(EventHeader header, JsonNode record) {
        StatedPerson child = cast.stated(record.get("child"));
        Member born = child == null ? null : cast.member(record.get("child"));
        return Birth.newBuilder()
                .setHeader(header)
                .setBirthCertificateNumber(record.required("certificate").asText())
                .setChildKey(born == null ? null : born.key())
                .setChildName(born == null ? null : born.name())
                .setChildSex(born == null ? Cast.sexOf(record.path("sex").asText("F")) : born.sex())
                .setBirthDate(
                        born == null ? LocalDate.parse(record.path("born").asText("2020-01-01")) : born.birthDate())
                .setMother(cast.stated(record.get("mother")))
                .setFather(cast.stated(record.get("father")))
                .setRegionCode(REGION)
                .build();
    }

    private Contribution contribution(EventHeader header, JsonNode record) {
        YearMonth month = YearMonth.parse(record.required("month").asText());
        return Contribution.newBuilder()
                .setHeader(header)
                .setKind(InsuranceKind.valueOf(record.path("kind").asText("PENSION")))
                .setMonth(month.getYear() * 100 + month.getMonthValue())
                .setEmployerCode(employerCode(record))
                .setEmployerName(text(record, "employer"))
                .setRegionCode(record.path("region").asText(REGION))
                .setBase(amount(record, "base"))
                .setPersonalAmount(amount(record, "personal"))
                .setEmployerAmount(amount(record, "company"))
                .setArrival(Arrival.valueOf(record.path("arrival").asText("CREDITED")))
                .setManner(PaymentManner.valueOf(record.path("manner").asText("REGULAR")))
                .build();
    }

    /** What the medical authority is paid: the same members as what social security is paid. */
    private MedicalContribution premium(EventHeader header, JsonNode record) {
        Contribution like = contribution(header, record);
        return MedicalContribution.newBuilder()
                .setHeader(header)
                .setKind(InsuranceKind.valueOf(record.path("kind").asText("MEDICAL")))
                .setMonth(like.getMonth())
                .setEmployerCode(like.getEmployerCode())
                .setEmployerName(like.getEmployerName())
                .setRegionCode(like.getRegionCode())
                .setBase(like.getBase())
                .setPersonalAmount(like.getPersonalAmount())
                .setEmployerAmount(like.getEmployerAmount())
                .setArrival(like.getArrival())
                .setManner(like.getManner())
                .build();
    }

    private @Nullable String employerCode(JsonNode record) {
        String name = text(record, "employer");
        return name == null ? null : cast.employer(name).code().value();
    }

    private static LocalDate first(JsonNode record) {
        return YearMonth.parse(record.required("month").asText()).atDay(1);
    }

    private static LocalDate last(JsonNode record) {
        return YearMonth.parse(record.required("month").asText()).atEndOfMonth();
    }

    private static @Nullable String text(JsonNode record, String name) {
        return record.hasNonNull(name) ? record.get(name).asText() : null;
    }

    private static @Nullable LocalDate date(JsonNode record, String name) {
        String text = text(record, name);
        return text == null ? null : LocalDate.parse(text);
    }

    private static @Nullable BigDecimal amount(JsonNode record, String name) {
        String text = text(record, name);
        return text == null ? null : new BigDecimal(text).setScale(2);
    }
}
