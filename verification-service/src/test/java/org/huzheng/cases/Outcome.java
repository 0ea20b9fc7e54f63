package org.huzheng.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.decision.DecisionHeaders;
import org.huzheng.exchange.AnswerUsed;
import org.huzheng.exchange.ChainLink;
import org.huzheng.exchange.DecisionHeader;
import org.huzheng.exchange.EmployerInsuranceContent;
import org.huzheng.exchange.EmployerInsuranceDecision;
import org.huzheng.exchange.InsuredPerson;
import org.huzheng.exchange.KinshipContent;
import org.huzheng.exchange.KinshipDecision;
import org.huzheng.exchange.PaidKind;
import org.huzheng.exchange.PaidMonth;
import org.huzheng.exchange.PaymentContent;
import org.huzheng.exchange.PaymentDecision;
import org.huzheng.exchange.Reason;
import org.huzheng.identity.EmployerKey;
import org.jspecify.annotations.Nullable;

/** What a decision says, in the words of the case files. */
final class Outcome {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Compared always; the rest as far as the case speaks of it. */
    private static final List<String> ALWAYS = List.of("answer", "rules", "settledBy", "evidence", "relation");

    private Outcome() {}

    /** Everything a decision says. */
    static ObjectNode of(SpecificRecord decision, PlayedCase played) {
        DecisionHeader header = DecisionHeaders.of(decision);
        ObjectNode said = JSON.createObjectNode();
        said.put("answer", header.getAnswer().name());
        list(said, "rules", header.getReasons().stream().map(Reason::getRule).toList());
        list(
                said,
                "settledBy",
                header.getReasons().stream()
                        .map(Reason::getSettledBy)
                        .filter(Objects::nonNull)
                        .map(type -> type.substring(type.lastIndexOf('.') + 1))
                        .distinct()
                        .sorted()
                        .toList());
        list(
                said,
                "about",
                header.getReasons().stream()
                        .map(Reason::getPersonKey)
                        .filter(Objects::nonNull)
                        .map(key -> played.cast().symbolOf(key))
                        .toList());
        list(
                said,
                "evidence",
                header.getEvidence().stream()
                        .map(evidence -> played.records().nameOf(evidence.getEventId()))
                        .sorted()
                        .toList());
        if (decision instanceof KinshipDecision kinship && kinship.getContent() != null) {
            kinship(said, kinship.getContent());
        }
        if (decision instanceof PaymentDecision payment && payment.getContent() != null) {
            payment(said, payment.getContent());
        }
        if (decision instanceof EmployerInsuranceDecision insurance && insurance.getContent() != null) {
            insurance(said, insurance.getContent(), played);
            list(
                    said,
                    "asksAbout",
                    insurance.getHeader().getAnswers().stream()
                            .map(AnswerUsed::getPersonKey)
                            .filter(key -> !EmployerKey.isValue(key))
                            .map(played.cast()::symbolOf)
                            .distinct()
                            .sorted()
                            .toList());
        }
        return said;
    }

    /** Everything a case expects. */
    static ObjectNode expected(WorkedCase source) {
        ObjectNode expected = JSON.createObjectNode();
        source.node().required("expect").fields().forEachRemaining(field -> {
            JsonNode value = field.getValue();
            if (value.isArray()) {
                List<String> texts = new ArrayList<>();
                value.forEach(element -> texts.add(element.asText()));
                list(
                        expected,
                        field.getKey(),
                        field.getKey().equals("evidence")
                                ? texts.stream().sorted().toList()
                                : texts);
            } else if (value.isObject()) {
                ObjectNode texts = expected.putObject(field.getKey());
                value.fields().forEachRemaining(entry -> texts.put(entry.getKey(), textOf(entry.getValue())));
            } else {
                expected.put(field.getKey(), textOf(value));
            }
        });
        return expected;
    }

    /** The part of what was said that the expectation speaks of. */
    static ObjectNode asFarAs(ObjectNode expected, ObjectNode said) {
        Set<String> names = new LinkedHashSet<>();
        expected.fieldNames().forEachRemaining(names::add);
        names.addAll(ALWAYS);
        return said.deepCopy().retain(names);
    }

    private static void kinship(ObjectNode said, KinshipContent content) {
        said.put("relation", content.getRelation().name());
        said.put("inverse", content.getInverse().name());
        list(said, "bases", content.getBases().stream().map(Enum::name).toList());
        said.put("since", String.valueOf(content.getSince()));
        said.put("until", String.valueOf(content.getUntil()));
        said.put("code", String.valueOf(content.getRelationCode()));
        said.put("sharedParents", String.valueOf(content.getSharedParents()));
        list(said, "chain", content.getChain().stream().map(Outcome::link).toList());
    }

    private static String link(ChainLink link) {
        return link.getRelation() + " of " + link.getName() + (link.getDeceased() ? ", deceased" : "");
    }

    private static void payment(ObjectNode said, PaymentContent content) {
        said.put("employer", String.valueOf(content.getCurrentEmployer()));
        said.put("medical", String.valueOf(content.getMedicalStatus()));
        said.put("region", String.valueOf(content.getCurrentRegion()));
        said.put("asked", content.getFromMonth() + ".." + content.getToMonth());
        ObjectNode first = said.putObject("first");
        ObjectNode last = said.putObject("last");
        ObjectNode run = said.putObject("run");
        ObjectNode gaps = said.putObject("gaps");
        ObjectNode counted = said.putObject("counted");
        ObjectNode months = said.putObject("months");
        ObjectNode rows = said.putObject("rows");
        ObjectNode personal = said.putObject("personal");
        ObjectNode company = said.putObject("company");
        ObjectNode status = said.putObject("status");
        for (PaidKind kind : content.getKinds()) {
            String name = kind.getKind().name();
            months.put(name, String.valueOf(kind.getCreditedMonths()));
            rows.put(name, String.valueOf(kind.getMonths().size()));
            personal.put(name, String.valueOf(kind.getPersonalTotal()));
            company.put(name, String.valueOf(kind.getEmployerTotal()));
            status.put(name, String.valueOf(kind.getStatus()));
            first.put(name, String.valueOf(kind.getFirstCredited()));
            last.put(name, String.valueOf(kind.getLastCredited()));
            run.put(name, String.valueOf(kind.getLongestRun()));
            gaps.put(
                    name,
                    kind.getGaps().stream()
                            .map(gap -> gap.getFromMonth() + ".." + gap.getToMonth())
                            .collect(Collectors.joining(" ")));
            counted.put(
                    name,
                    String.valueOf(kind.getMonths().stream()
                            .filter(PaidMonth::getCounted)
                            .count()));
        }
    }

    private static void insurance(ObjectNode said, EmployerInsuranceContent content, PlayedCase played) {
        said.put("employer", String.valueOf(content.getEmployerName()));
        said.put("asked", String.valueOf(content.getMonth()));
        ObjectNode insured = said.putObject("insured");
        for (InsuredPerson person : content.getInsured()) {
            insured.put(
                    played.cast().symbolOfNumber(person.getPerson().getIdentityNumber()),
                    person.getKinds().stream()
                            .map(kind -> kind.getKind() + " " + kind.getStatus() + " " + kind.getRegionCode())
                            .collect(Collectors.joining(", ")));
        }
        list(
                said,
                "insuredKeys",
                content.getInsured().stream()
                        .map(person -> played.cast().symbolOf(person.getPerson().getPersonKey()))
                        .toList());
        ObjectNode totals = said.putObject("totals");
        content.getTotals().forEach(total -> totals.put(total.getKind().name(), String.valueOf(total.getPeople())));
    }

    private static String textOf(JsonNode value) {
        return value.isNull() ? "null" : value.asText();
    }

    private static void list(ObjectNode said, String name, @Nullable Collection<String> texts) {
        if (texts == null || texts.isEmpty()) {
            return;
        }
        ArrayNode list = said.putArray(name);
        texts.forEach(list::add);
    }
}
