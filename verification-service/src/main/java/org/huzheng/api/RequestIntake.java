package org.huzheng.api;

import io.opentelemetry.api.trace.Span;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.exchange.RequestBasis;
import org.huzheng.exchange.RequestForm;
import org.huzheng.exchange.RequestHeader;
import org.huzheng.trace.TraceParent;
import org.huzheng.wire.RecordDigest;
import org.jspecify.annotations.Nullable;

/** Reads a request body into a request record, after checking that its asker was granted the type and the purpose. */
@Singleton
final class RequestIntake {
    /** How many bytes of a digest, or of chance, an id begins with. */
    static final int REQUEST_ID_BYTES = 16;

    static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

    private static final Set<String> COMMON = Set.of("type");
    private static final Set<String> OF_TERMS = Set.of("purpose", "basis");
    private static final Set<String> OF_VERIFICATIONS = Set.of("asOf", "knownAt");
    private static final Pattern PURPOSE = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");
    private static final int BODY_DIGITS = 16;
    private static final Pattern REQUEST_ID =
            Pattern.compile("[0-9a-f]{" + 2 * REQUEST_ID_BYTES + "}-[0-9a-f]{" + BODY_DIGITS + "}");

    private final List<TypeIntake> types;
    private final People people;
    private final BodyDigest digest;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    RequestIntake(List<TypeIntake> types, People people, BodyDigest digest, InstantSource clock) {
        this.types = types;
        this.people = people;
        this.digest = digest;
        this.clock = clock;
    }

    /**
     * A request ready to be sent.
     *
     * @param header its head
     * @param record the request record
     * @param idBeginning what the ids of all requests of this asker and idempotency key begin with
     */
    record Accepted(RequestHeader header, SpecificRecord record, String idBeginning) {}

    /**
     * On what terms something is asked.
     *
     * @param purpose purpose code the asker was granted
     * @param basis basis on which records may be looked at
     * @param reference reference of the consent or statute
     */
    record Terms(
            String purpose, RequestBasis basis, @Nullable String reference) {
        String canonical() {
            return purpose + "\n" + basis.name() + "\n" + (reference == null ? "" : reference);
        }
    }

    Accepted read(RequestForm form, String text, Asker asker, Optional<String> idempotencyKey) {
        JsonBody body = JsonBody.parse(text);
        TypeIntake type = typeOf(form, body);
        Set<String> known = membersOf(form, type);
        known.addAll(OF_TERMS);
        body.refuseOthers(known);
        requireGranted(form, type, asker);
        Terms terms = terms(body, asker);
        return accept(
                form,
                type,
                terms,
                body,
                asker,
                idBeginning(asker, idempotencyKey),
                digest.of(form.name() + "\n" + body.canonical()));
    }

    /** One claim of a batch, whose terms the batch states once. How many claims there are belongs to each: a batch of another length is another body. */
    Accepted readOfBatch(Terms terms, JsonBody claim, Asker asker, Batch batch, int place) {
        RequestForm form = RequestForm.VERIFICATION;
        TypeIntake type = typeOf(form, claim);
        claim.refuseOthers(membersOf(form, type));
        requireGranted(form, type, asker);
        String bodyDigest =
                digest.of(form.name() + "\n" + terms.canonical() + "\n" + batch.claims() + "\n" + claim.canonical());
        return accept(form, type, terms, claim, asker, batch.idBeginning(place), bodyDigest);
    }

    /** The terms a body states, of which the purpose must have been granted. */
    Terms terms(JsonBody body, Asker asker) {
        String purpose = body.value(
                "purpose", "a purpose code of small letters, digits and hyphens", body.text("purpose"), code -> {
                    if (!PURPOSE.matcher(code).matches()) {
                        throw new IllegalArgumentException(code);
                    }
                    return code;
                });
        asker.require("purpose:" + purpose);
        JsonBody basis = body.object("basis");
        basis.refuseOthers(Set.of("kind", "reference"));
        return new Terms(
                purpose,
                basis.symbol("kind", RequestBasis.class, basis.text("kind")),
                basis.optionalText("reference").orElse(null));
    }

    private static void requireGranted(RequestForm form, TypeIntake type, Asker asker) {
        asker.require((form == RequestForm.CERTIFICATE ? "certificate:" : "verification:") + type.type());
    }

    private Accepted accept(
            RequestForm form,
            TypeIntake type,
            Terms terms,
            JsonBody body,
            Asker asker,
            String idBeginning,
            String bodyDigest) {
        RequestHeader header = RequestHeader.newBuilder()
                .setRequestId(idBeginning + bodyDigest.substring(0, BODY_DIGITS))
                .setForm(form)
                .setApplicantKey(type.subjectKey(body, people, asker))
                .setAsker(asker.name())
                .setPurpose(terms.purpose())
                .setBasis(terms.basis())
                .setBasisReference(terms.reference())
                .setBodyDigest(bodyDigest)
                .setAsOf(day(type, body))
                .setKnownAt(knownAt(body))
                .setTraceId(TraceParent.traceIdOf(Span.current().getSpanContext()))
                .build();
        return new Accepted(header, type.read(header, body, people), idBeginning);
    }

    private static Set<String> membersOf(RequestForm form, TypeIntake type) {
        Set<String> members = new HashSet<>(COMMON);
        members.add(type.subject());
        members.addAll(type.members());
        if (form == RequestForm.VERIFICATION) {
            members.addAll(OF_VERIFICATIONS);
        }
        return members;
    }

    /** The day asked of; of one that has not come no record speaks yet. */
    private @Nullable LocalDate day(TypeIntake type, JsonBody body) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), CHINA);
        Optional<String> named = body.optionalText("asOf");
        if (named.isEmpty()) {
            return type.asksOfADay() ? today : null;
        }
        LocalDate day = body.value("asOf", "a day like 2026-01-31", named.get(), LocalDate::parse);
        if (day.isAfter(today)) {
            throw ProblemException.malformed(body.at("asOf"), "a day that has come", "\"" + day + "\"");
        }
        return day;
    }

    private @Nullable Instant knownAt(JsonBody body) {
        Optional<String> named = body.optionalText("knownAt");
        if (named.isEmpty()) {
            return null;
        }
        Instant time = body.value("knownAt", "a time like 2026-01-31T08:00:00Z", named.get(), Instant::parse)
                .truncatedTo(ChronoUnit.MILLIS);
        if (time.isAfter(clock.instant()) || time.isBefore(Instant.EPOCH)) {
            throw ProblemException.malformed(body.at("knownAt"), "a time that has come", "\"" + time + "\"");
        }
        return time;
    }

    private TypeIntake typeOf(RequestForm form, JsonBody body) {
        String code = body.text("type");
        return types.stream()
                .filter(type -> type.serves(form) && type.type().equals(code))
                .findFirst()
                .orElseThrow(() -> ProblemException.malformed(
                        "/type",
                        "one of "
                                + types.stream()
                                        .filter(type -> type.serves(form))
                                        .map(TypeIntake::type)
                                        .sorted()
                                        .toList(),
                        JsonBody.shape(code)));
    }

    /**
     * Everything of an id but the digits of the body. The body belongs to the id: requests about different people lie in different partitions,
     * where none sees the other, so two of them must never share an id, and with it a certificate number.
     */
    private String idBeginning(Asker asker, Optional<String> idempotencyKey) {
        if (idempotencyKey.isEmpty()) {
            byte[] id = new byte[REQUEST_ID_BYTES];
            random.nextBytes(id);
            return HexFormat.of().formatHex(id) + "-";
        }
        return named(asker, checked(idempotencyKey.get())) + "-";
    }

    /** Whether this may be the id of a request. */
    static boolean isRequestId(String id) {
        return REQUEST_ID.matcher(id).matches();
    }

    /** What an asker's key names, the same in every instance. */
    static String named(Asker asker, String key) {
        return digits(asker.name() + "\0" + key, REQUEST_ID_BYTES);
    }

    /** Hexadecimal digits of the first so many bytes of a text's SHA-256. */
    static String digits(String text, int bytes) {
        byte[] digest =
                RecordDigest.sha256(text.getBytes(StandardCharsets.UTF_8)).bytes();
        return HexFormat.of().formatHex(digest, 0, bytes);
    }

    /** An idempotency key that can be one. */
    static String checked(String key) {
        if (!KEY.matcher(key).matches()) {
            throw ProblemException.malformed(
                    "", "an Idempotency-Key of 1 to 255 printable ASCII characters", "another");
        }
        return key;
    }
}
