package org.huzheng.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.cases.Cast.Member;
import org.huzheng.exchange.Claim;
import org.huzheng.exchange.ClaimKind;
import org.huzheng.exchange.ClaimRequest;
import org.huzheng.exchange.EmployerInsuranceRequest;
import org.huzheng.exchange.KinshipRequest;
import org.huzheng.exchange.PaymentRequest;
import org.huzheng.exchange.Relation;
import org.huzheng.exchange.RequestBasis;
import org.huzheng.exchange.RequestForm;
import org.huzheng.exchange.RequestHeader;
import org.huzheng.identity.EmployerKey;
import org.huzheng.kinship.Relations;
import org.huzheng.socialsecurity.InsuranceKind;

/** Makes requests from the questions a case asks. */
record CaseRequests(Cast cast) {
    private static final Set<String> OF_EVERY_QUESTION = Set.of("form", "asOf", "knownAt");
    private static final Set<String> OF_KINSHIP = Set.of("kinship", "claimed");
    private static final Set<String> OF_PAYMENT = Set.of("payment", "from", "to", "kinds", "atLeast");
    private static final Set<String> OF_EMPLOYER = Set.of("employer", "month", "kinds");
    private static final Set<String> OF_CLAIM =
            Set.of("claim", "of", "other", "relation", "kind", "from", "to", "atLeast", "continuous");
    /** The day claims are made of where a case names none. */
    private static final String TODAY = "2026-06-01";

    /** The questions of a case, one or a list of them, each of which has the expected answer. */
    List<JsonNode> questions(JsonNode ask) {
        List<JsonNode> questions = new ArrayList<>();
        if (ask.isArray()) {
            ask.forEach(questions::add);
        } else {
            questions.add(ask);
        }
        return questions;
    }

    /** The same question from the other side: what the relative is to the applicant. */
    JsonNode mirrored(JsonNode question) {
        ObjectNode mirrored = question.deepCopy();
        mirrored.withArray("kinship")
                .removeAll()
                .add(question.get("kinship").get(1))
                .add(question.get("kinship").get(0));
        if (question.has("claimed")) {
            Member relative = cast.member(question.get("kinship").get(1));
            mirrored.put(
                    "claimed",
                    Relations.inverse(Relation.valueOf(question.get("claimed").asText()), relative.sex())
                            .name());
        }
        return mirrored;
    }

    SpecificRecord request(String requestId, JsonNode question) {
        Set<String> known = knownTo(question);
        question.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name) && !OF_EVERY_QUESTION.contains(name)) {
                throw new IllegalArgumentException("question: expected one of " + known + ", found " + name);
            }
        });
        if (question.has("kinship")) {
            return KinshipRequest.newBuilder()
                    .setHeader(
                            header(requestId, question, question.get("kinship").get(0)))
                    .setRelativeKey(cast.member(question.get("kinship").get(1)).key())
                    .setClaimedRelation(
                            question.has("claimed")
                                    ? Relation.valueOf(question.get("claimed").asText())
                                    : null)
                    .build();
        }
        if (question.has("claim")) {
            ObjectNode ofADay = ((ObjectNode) question.deepCopy()).put("form", "VERIFICATION");
            if (!ofADay.has("asOf")) {
                ofADay.put("asOf", TODAY);
            }
            return new ClaimRequest(header(requestId, ofADay, question.required("of")), claim(question), null);
        }
        if (question.has("employer")) {
            EmployerKey employer = cast.employer(question.get("employer").asText());
            return EmployerInsuranceRequest.newBuilder()
                    .setHeader(header(requestId, question, employer.value()))
                    .setEmployerCode(employer.code().value())
                    .setMonth(month(question, "month"))
                    .setKinds(kinds(question))
                    .build();
        }
        return PaymentRequest.newBuilder()
                .setHeader(header(requestId, question, question.required("payment")))
                .setFromMonth(month(question, "from"))
                .setToMonth(month(question, "to"))
                .setKinds(kinds(question))
                .setMinimumMonths(
                        question.has("atLeast") ? question.get("atLeast").asInt() : null)
                .build();
    }

    private static Set<String> knownTo(JsonNode question) {
        if (question.has("kinship")) {
            return OF_KINSHIP;
        }
        if (question.has("claim")) {
            return OF_CLAIM;
        }
        return question.has("employer") ? OF_EMPLOYER : OF_PAYMENT;
    }

    private static List<InsuranceKind> kinds(JsonNode question) {
        return StreamSupport.stream(question.required("kinds").spliterator(), false)
                .map(kind -> InsuranceKind.valueOf(kind.asText()))
                .toList();
    }

    private Claim claim(JsonNode question) {
        Claim.Builder claim = Claim.newBuilder()
                .setKind(ClaimKind.valueOf(question.get("claim").asText()));
        if (question.has("other")) {
            claim.setOtherKey(cast.member(question.get("other")).key());
        }
        if (question.has("relation")) {
            claim.setRelation(Relation.valueOf(question.get("relation").asText()));
        }
        if (question.has("kind")) {
            claim.setInsurance(InsuranceKind.valueOf(question.get("kind").asText()));
        }
        if (question.has("from")) {
            claim.setFromMonth(month(question, "from")).setToMonth(month(question, "to"));
            claim.setMinimumMonths(question.required("atLeast").asInt());
            claim.setContinuous(question.path("continuous").asBoolean(false));
        }
        return claim.build();
    }

    private RequestHeader header(String requestId, JsonNode question, JsonNode applicant) {
        return header(requestId, question, cast.member(applicant).key());
    }

    private static RequestHeader header(String requestId, JsonNode question, String applicantKey) {
        return RequestHeader.newBuilder()
                .setRequestId(requestId)
                .setForm(RequestForm.valueOf(question.path("form").asText("CERTIFICATE")))
                .setApplicantKey(applicantKey)
                .setAsker("window-1")
                .setPurpose("school-enrolment")
                .setBasis(RequestBasis.CONSENT)
                .setBasisReference(null)
                .setBodyDigest("0")
                .setAsOf(
                        question.has("asOf")
                                ? LocalDate.parse(question.get("asOf").asText())
                                : null)
                .setKnownAt(
                        question.has("knownAt")
                                ? Instant.parse(question.get("knownAt").asText())
                                : null)
                .build();
    }

    private static int month(JsonNode question, String name) {
        YearMonth month = YearMonth.parse(question.required(name).asText());
        return month.getYear() * 100 + month.getMonthValue();
    }
}
