package org.huzheng.cases;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.huzheng.event.DocumentType;
import org.huzheng.event.Sex;
import org.huzheng.event.StatedPerson;
import org.huzheng.identity.EmployerKey;
import org.huzheng.identity.PersonKeyDerivation;
import org.huzheng.identity.ResidentIdentityNumber;
import org.huzheng.identity.UnifiedSocialCreditCode;
import org.jspecify.annotations.Nullable;

/**
 * The people of a case by the symbols the case calls them; each symbol is one identity number. None of them lives anywhere else.
 *
 * @param members people by symbol
 * @param run run whose keys these are
 */
public record Cast(Map<String, Member> members, String run) {
    private static final String REGION = "110105";

    /**
     * One identity number and whose it is.
     *
     * @param symbol what the case calls it
     */
    public record Member(String symbol, String name, Sex sex, LocalDate birthDate, String identityNumber, String key) {}

    /** People as a case writes them: {@code lin: 林婉清 F 1972-03-08}. */
    static Cast of(JsonNode people, String run) {
        PersonKeyDerivation keys =
                new PersonKeyDerivation(String.format("%32s", run).getBytes(StandardCharsets.UTF_8));
        Map<String, Member> members = new LinkedHashMap<>();
        people.fields().forEachRemaining(person -> {
            String[] words = person.getValue().asText().split(" ");
            if (words.length != 3) {
                throw new IllegalArgumentException(
                        person.getKey() + ": expected \"name sex birthDate\", found " + person.getValue());
            }
            Sex sex = sexOf(words[1]);
            LocalDate born = LocalDate.parse(words[2]);
            int sequence = 100 + 2 * members.size() + (sex == Sex.MALE ? 1 : 0);
            ResidentIdentityNumber number = ResidentIdentityNumber.of(REGION, born, sequence);
            members.put(
                    person.getKey(),
                    new Member(
                            person.getKey(),
                            words[0],
                            sex,
                            born,
                            number.value(),
                            keys.keyOf(number).value()));
        });
        return new Cast(members, run);
    }

    Member member(JsonNode symbol) {
        return member(symbol.asText());
    }

    /** The number a case calls by this symbol. */
    public Member member(String symbol) {
        Member member = members.get(symbol);
        if (member == null) {
            throw new IllegalArgumentException("expected one of " + members.keySet() + ", found " + symbol);
        }
        return member;
    }

    /** Code of the employer a case calls by this name; employers too live in one run only. */
    public EmployerKey employer(String name) {
        return new EmployerKey(UnifiedSocialCreditCode.withCheckCharacter(
                String.format("91110105M%08X", (run + " " + name).hashCode())));
    }

    /** The symbol of whoever has this number. */
    String symbolOfNumber(String identityNumber) {
        return members.values().stream()
                .filter(member -> member.identityNumber().equals(identityNumber))
                .map(Member::symbol)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected the number of somebody in the case"));
    }

    String symbolOf(String key) {
        return members.values().stream()
                .filter(member -> member.key().equals(key))
                .map(Member::symbol)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected the key of somebody in the case"));
    }

    /** A person as a record states them: a symbol, or {@code {name: …, document: PASSPORT, number: …}} for one without a number. */
    @Nullable
    StatedPerson stated(@Nullable JsonNode node) {
        if (node == null || node.isNull()) {
            return null;
        }
        if (node.isTextual()) {
            Member member = member(node);
            return new StatedPerson(member.key(), member.name(), DocumentType.RESIDENT_IDENTITY, null);
        }
        return new StatedPerson(
                null,
                node.required("name").asText(),
                DocumentType.valueOf(node.path("document").asText("NONE")),
                node.has("number") ? node.get("number").asText() : null);
    }

    static Sex sexOf(String letter) {
        return switch (letter) {
            case "M" -> Sex.MALE;
            case "F" -> Sex.FEMALE;
            default -> throw new IllegalArgumentException("expected M or F, found " + letter);
        };
    }
}
