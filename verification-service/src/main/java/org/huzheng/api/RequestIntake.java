package org.huzheng.api;

import jakarta.inject.Singleton;
import java.security.SecureRandom;
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
import org.huzheng.wire.RecordDigest;

/** Reads a request body into a request record, after checking that its asker was granted the type and the purpose. */
@Singleton
final class RequestIntake {
    private static final Set<String> COMMON = Set.of("type", "purpose", "basis", "applicant");
    private static final Pattern PURPOSE = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");
    private static final int REQUEST_ID_BYTES = 16;
    private static final int BODY_DIGITS = 16;

    private final List<TypeIntake> types;
    private final People people;
    private final BodyDigest digest;
    private final SecureRandom random = new SecureRandom();

    RequestIntake(List<TypeIntake> types, People people, BodyDigest digest) {
        this.types = types;
        this.people = people;
        this.digest = digest;
    }

    /**
     * A request ready to be sent.
     *
     * @param header its head
     * @param record the request record
     * @param idBeginning what the ids of all requests of this asker and idempotency key begin with
     */
    record Accepted(RequestHeader header, SpecificRecord record, String idBeginning) {}

    Accepted read(RequestForm form, String text, Asker asker, Optional<String> idempotencyKey) {
        JsonBody body = JsonBody.parse(text);
        TypeIntake type = typeOf(body);
        Set<String> known = new HashSet<>(COMMON);
        known.addAll(type.members());
        body.refuseOthers(known);
        asker.require((form == RequestForm.CERTIFICATE ? "certificate:" : "verification:") + type.type());
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
        String bodyDigest = digest.of(form.name() + "\n" + body.canonical());
        String idBeginning = idBeginning(asker, idempotencyKey);
        RequestHeader header = RequestHeader.newBuilder()
                .setRequestId(idBeginning + bodyDigest.substring(0, BODY_DIGITS))
                .setForm(form)
                .setApplicantKey(people.keyOf(body, "applicant"))
                .setAsker(asker.name())
                .setPurpose(purpose)
                .setBasis(basis.symbol("kind", RequestBasis.class, basis.text("kind")))
                .setBasisReference(basis.optionalText("reference").orElse(null))
                .setBodyDigest(bodyDigest)
                .build();
        return new Accepted(header, type.read(header, body, people), idBeginning);
    }

    private TypeIntake typeOf(JsonBody body) {
        String code = body.text("type");
        return types.stream()
                .filter(type -> type.type().equals(code))
                .findFirst()
                .orElseThrow(() -> ProblemException.malformed(
                        "/type",
                        "one of "
                                + types.stream().map(TypeIntake::type).sorted().toList(),
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
        String key = idempotencyKey.get();
        if (!KEY.matcher(key).matches()) {
            throw ProblemException.malformed(
                    "", "an Idempotency-Key of 1 to 255 printable ASCII characters", "another");
        }
        byte[] named = (asker.name() + "\0" + key).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(RecordDigest.sha256(named).bytes(), 0, REQUEST_ID_BYTES) + "-";
    }
}
