package org.huzheng.catalogue;

import static org.huzheng.catalogue.Topic.Cleanup.COMPACTED;
import static org.huzheng.catalogue.Topic.Cleanup.EXPIRES_AFTER_90_DAYS;
import static org.huzheng.catalogue.Topic.Cleanup.KEPT_FOR_EVER;
import static org.huzheng.catalogue.Topic.Partitioning.GENERATION;
import static org.huzheng.catalogue.Topic.Partitioning.SINGLE;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.huzheng.civilaffairs.Adoption;
import org.huzheng.civilaffairs.Marriage;
import org.huzheng.event.FeedMark;
import org.huzheng.event.RejectedRecord;
import org.huzheng.exchange.Access;
import org.huzheng.exchange.Certificate;
import org.huzheng.exchange.ClaimDecision;
import org.huzheng.exchange.ClaimRequest;
import org.huzheng.exchange.Contradiction;
import org.huzheng.exchange.Dispute;
import org.huzheng.exchange.DisputeStatement;
import org.huzheng.exchange.EmployerInsuranceDecision;
import org.huzheng.exchange.EmployerInsuranceRequest;
import org.huzheng.exchange.KinshipDecision;
import org.huzheng.exchange.KinshipRequest;
import org.huzheng.exchange.PartialAnswer;
import org.huzheng.exchange.PartialQuestion;
import org.huzheng.exchange.PaymentDecision;
import org.huzheng.exchange.PaymentRequest;
import org.huzheng.exchange.Pointer;
import org.huzheng.exchange.Reexamination;
import org.huzheng.exchange.StatusChange;
import org.huzheng.household.IdentityLink;
import org.huzheng.household.Resident;
import org.huzheng.medical.Birth;
import org.huzheng.medical.MedicalContribution;
import org.huzheng.medical.MedicalEnrolment;
import org.huzheng.property.PropertyRight;
import org.huzheng.socialsecurity.Contribution;
import org.huzheng.socialsecurity.Enrolment;

/** The topics that judging knows by name: those of the departments whose records are judged, and the exchange's own. */
public final class Topics {
    /** Owner of the topics only the verification service writes. */
    public static final String EXCHANGE = "exchange";

    /** How long the raw rows of rejected records are kept. */
    public static final Duration REJECTED_ROWS_KEPT = Duration.ofDays(90);

    public static final Topic HOUSEHOLD_RESIDENT =
            records("household", "resident", Resident.getClassSchema(), Duration.ofDays(1));
    public static final Topic HOUSEHOLD_IDENTITY_LINK =
            records("household", "identity-link", IdentityLink.getClassSchema(), Duration.ofDays(1));
    public static final Topic SOCIAL_SECURITY_CONTRIBUTION =
            records("social-security", "contribution", Contribution.getClassSchema(), Duration.ofDays(7));
    public static final Topic SOCIAL_SECURITY_ENROLMENT =
            records("social-security", "enrolment", Enrolment.getClassSchema(), Duration.ofDays(7));
    public static final Topic MEDICAL_BIRTH = records("medical", "birth", Birth.getClassSchema(), Duration.ofDays(7));
    public static final Topic MEDICAL_CONTRIBUTION =
            records("medical", "contribution", MedicalContribution.getClassSchema(), Duration.ofDays(7));
    public static final Topic MEDICAL_ENROLMENT =
            records("medical", "enrolment", MedicalEnrolment.getClassSchema(), Duration.ofDays(7));
    public static final Topic PROPERTY_RIGHT =
            records("property", "right", PropertyRight.getClassSchema(), Duration.ofDays(1));

    public static final Topic CIVIL_AFFAIRS_MARRIAGE =
            records("civil-affairs", "marriage", Marriage.getClassSchema(), Duration.ofDays(1));
    public static final Topic CIVIL_AFFAIRS_ADOPTION =
            records("civil-affairs", "adoption", Adoption.getClassSchema(), Duration.ofDays(7));

    /** Records of departments re-keyed by the employer they name; written by the exchange, judged like any record. As old as an enrolment may be. */
    public static final Topic POINTERS = new Topic(
            "exchange.pointers",
            EXCHANGE,
            "employer key",
            List.of(Pointer.getClassSchema(), FeedMark.getClassSchema()),
            GENERATION,
            KEPT_FOR_EVER,
            SOCIAL_SECURITY_ENROLMENT.freshness());

    public static final Topic REQUESTS = exchange(
            "requests",
            KinshipRequest.getClassSchema(),
            PaymentRequest.getClassSchema(),
            EmployerInsuranceRequest.getClassSchema(),
            ClaimRequest.getClassSchema(),
            Reexamination.getClassSchema());
    /** Claims about one person alone, judged where that person's records lie. */
    public static final Topic CLAIMS = exchange("claims", ClaimRequest.getClassSchema());

    public static final Topic QUESTIONS = exchange("questions", PartialQuestion.getClassSchema());
    public static final Topic ANSWERS = exchange("answers", PartialAnswer.getClassSchema());
    public static final Topic DECISIONS = exchange(
            "decisions",
            KinshipDecision.getClassSchema(),
            PaymentDecision.getClassSchema(),
            EmployerInsuranceDecision.getClassSchema(),
            ClaimDecision.getClassSchema());
    public static final Topic ACCESS = exchange("access", Access.getClassSchema());
    /** Where departments' records contradict each other, for the departments to correct. */
    public static final Topic CONTRADICTIONS = exchange("contradictions", Contradiction.getClassSchema());

    /** What people say is wrong in their own records; judged as records are, though no department's feed. */
    public static final Topic DISPUTES = exchange("disputes", Dispute.getClassSchema());

    /** What they say of it. No evidence: it can be erased, and no auditor reads it. */
    public static final Topic DISPUTE_STATEMENTS = new Topic(
            "exchange.dispute-statements",
            EXCHANGE,
            "record id of the dispute",
            List.of(DisputeStatement.getClassSchema()),
            GENERATION,
            COMPACTED,
            Optional.empty());

    public static final Topic CERTIFICATES = new Topic(
            "exchange.certificates",
            EXCHANGE,
            "request id",
            List.of(Certificate.getClassSchema()),
            GENERATION,
            KEPT_FOR_EVER,
            Optional.empty());
    public static final Topic CERTIFICATE_STATUS = new Topic(
            "exchange.certificate-status",
            EXCHANGE,
            "request id",
            List.of(StatusChange.getClassSchema()),
            GENERATION,
            KEPT_FOR_EVER,
            Optional.empty());
    /** Undecodable records as Streams' dead-letter handler writes them: raw bytes, the reason in headers. */
    public static final Topic DEAD_LETTERS = new Topic(
            "exchange.dead-letters",
            EXCHANGE,
            "key of the undecodable record",
            List.of(),
            SINGLE,
            KEPT_FOR_EVER,
            Optional.empty());

    private static final List<Topic> PUBLISHED_TOPICS = List.of(
            CIVIL_AFFAIRS_ADOPTION,
            CIVIL_AFFAIRS_MARRIAGE,
            HOUSEHOLD_IDENTITY_LINK,
            HOUSEHOLD_RESIDENT,
            MEDICAL_BIRTH,
            MEDICAL_CONTRIBUTION,
            MEDICAL_ENROLMENT,
            PROPERTY_RIGHT,
            SOCIAL_SECURITY_CONTRIBUTION,
            SOCIAL_SECURITY_ENROLMENT);

    private static final List<Topic> RECORD_TOPICS = Stream.concat(
                    PUBLISHED_TOPICS.stream(), Stream.of(DISPUTES, POINTERS))
            .sorted(Comparator.comparing(Topic::name))
            .toList();

    private static final List<Topic> EXCHANGE_TOPICS = List.of(
            POINTERS,
            REQUESTS,
            CLAIMS,
            QUESTIONS,
            ANSWERS,
            DECISIONS,
            ACCESS,
            CONTRADICTIONS,
            DISPUTES,
            DISPUTE_STATEMENTS,
            CERTIFICATES,
            CERTIFICATE_STATUS,
            DEAD_LETTERS);

    private Topics() {}

    /** Topics on which departments publish the record events that are judged, sorted by name. */
    public static List<Topic> publishedTopics() {
        return PUBLISHED_TOPICS;
    }

    /** Topics that carry the record events that are judged, sorted by name: what departments publish and what the exchange re-keys of it. */
    public static List<Topic> recordTopics() {
        return RECORD_TOPICS;
    }

    /**
     * Whether an answer needs this feed only where a department publishes it: not every exchange has it. Until its first mark it is taken as not
     * connected, and what it does not say means nothing.
     */
    public static boolean isNeededOnlyWhereConnected(Topic topic) {
        return topic.equals(CIVIL_AFFAIRS_MARRIAGE) || topic.equals(CIVIL_AFFAIRS_ADOPTION);
    }

    /** Topics only the verification service writes. */
    public static List<Topic> exchangeTopics() {
        return EXCHANGE_TOPICS;
    }

    /** Rows of a department that could not be published: raw personal data, read by the department alone. */
    public static Topic quarantineOf(Department department) {
        return new Topic(
                department.code() + ".quarantine",
                department.code(),
                "tag of what the row says",
                List.of(RejectedRecord.getClassSchema()),
                SINGLE,
                EXPIRES_AFTER_90_DAYS,
                Optional.empty());
    }

    /**
     * What a department's adapter has published and read so far, written in the same transaction as the records; read by the adapter alone.
     * Values are the adapter's own bytes.
     */
    public static Topic adapterProgressOf(Department department) {
        return new Topic(
                department.code() + ".adapter-progress",
                department.code(),
                "source or record",
                List.of(),
                SINGLE,
                COMPACTED,
                Optional.empty());
    }

    /**
     * What a department's operators ask of its adapter (hold the feed, take rows out of quarantine), and the adapter's answers; no personal data.
     * Values are the adapter's own bytes.
     */
    public static Topic adapterControlOf(Department department) {
        return new Topic(
                department.code() + ".adapter-control",
                department.code(),
                "what is asked",
                List.of(),
                SINGLE,
                COMPACTED,
                Optional.empty());
    }

    /** Every topic of an exchange of the departments whose records are judged. */
    public static List<Topic> all() {
        return Catalogue.JUDGED.topics();
    }

    /** The judged record topic that carries events of this type, e.g. {@code org.huzheng.household.Resident}. */
    public static Optional<Topic> recordTopicOf(String recordTypeFullName) {
        return RECORD_TOPICS.stream()
                .filter(topic -> topic.schemas().get(0).getFullName().equals(recordTypeFullName))
                .findFirst();
    }

    // By code, not by constant: a department is made of its topics.
    private static Topic records(String department, String record, Schema type, Duration freshness) {
        return Topic.ofRecords(department + "." + record, department, type, freshness);
    }

    private static Topic exchange(String name, Schema... types) {
        return new Topic(
                "exchange." + name,
                EXCHANGE,
                "person key",
                List.of(types),
                GENERATION,
                KEPT_FOR_EVER,
                Optional.empty());
    }
}
