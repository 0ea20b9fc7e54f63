package org.huzheng.adapter.mapping;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.huzheng.adapter.settings.SettingsException;
import org.huzheng.adapter.settings.SettingsNode;
import org.huzheng.adapter.validation.RejectedValueException;
import org.huzheng.adapter.validation.Rejection;
import org.huzheng.adapter.validation.Rule;
import org.huzheng.codes.Region;
import org.huzheng.codes.RelationToHead;
import org.huzheng.codes.UnknownCodeException;
import org.huzheng.identity.PersonKeyDerivation;
import org.huzheng.identity.RefusedNumberException;
import org.huzheng.identity.ResidentIdentityNumber;
import org.huzheng.identity.UnifiedSocialCreditCode;

/** The steps a mapping may name in {@code as}, each with an optional pattern after a colon. */
final class Transforms {
    static final Transform IDENTITY_NUMBER = Transform.of(
            String.class, (field, text) -> identityNumber(field, text).value());
    static final Transform PERSON_KEY = new PersonKeyTransform();

    private static final String NAMES =
            "trim, date[:PATTERN], timestamp[:PATTERN], yearMonth, firstDayOfMonth, lastDayOfMonth, integer, decimal, identityNumber, personKey, creditCode, region, relationCode";

    private Transforms() {}

    private static final class PersonKeyTransform implements Transform {
        @Override
        public Class<?> yields() {
            return String.class;
        }

        @Override
        public Object apply(String field, String text, PersonKeyDerivation keys) throws RejectedValueException {
            return keys.keyOf(identityNumber(field, text)).value();
        }
    }

    /** The step a setting names. */
    static Transform named(SettingsNode setting) throws SettingsException {
        String text = setting.text();
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        Optional<String> pattern = colon < 0 ? Optional.empty() : Optional.of(text.substring(colon + 1));
        return switch (name) {
            case "date" -> date(setting, pattern);
            case "timestamp" -> timestamp(setting, pattern);
            default -> {
                Optional<Transform> plain = pattern.isPresent() ? Optional.empty() : plain(name);
                yield plain.orElseThrow(() -> setting.refused("one of " + NAMES, "\"" + text + "\""));
            }
        };
    }

    private static Optional<Transform> plain(String name) {
        return Optional.ofNullable(
                switch (name) {
                    case "trim" -> Transform.of(String.class, (field, text) -> text.strip());
                    case "yearMonth" -> Transform.of(Integer.class, Dates::yearMonth);
                    case "firstDayOfMonth" -> Transform.of(LocalDate.class, Dates::firstDayOfMonth);
                    case "lastDayOfMonth" -> Transform.of(LocalDate.class, Dates::lastDayOfMonth);
                    case "integer" -> Transform.of(Long.class, Numbers::integer);
                    case "decimal" -> Transform.of(java.math.BigDecimal.class, Numbers::decimal);
                    case "identityNumber" -> IDENTITY_NUMBER;
                    case "personKey" -> PERSON_KEY;
                    case "creditCode" -> Transform.of(String.class, Transforms::creditCode);
                    case "region" -> Transform.of(String.class, Transforms::region);
                    case "relationCode" -> Transform.of(String.class, Transforms::relation);
                    default -> null;
                });
    }

    private static Transform date(SettingsNode setting, Optional<String> pattern) throws SettingsException {
        if (pattern.isEmpty()) {
            return Transform.of(LocalDate.class, Dates::isoDate);
        }
        Dates.Pattern dates = setting.as("a date pattern such as yyyyMMdd", text -> new Dates.Pattern(pattern.get()));
        return Transform.of(LocalDate.class, dates::date);
    }

    private static Transform timestamp(SettingsNode setting, Optional<String> pattern) throws SettingsException {
        if (pattern.isEmpty()) {
            return Transform.of(Instant.class, Dates::timestamp);
        }
        Dates.Pattern times =
                setting.as("a time pattern such as yyyyMMddHHmmss", text -> new Dates.Pattern(pattern.get()));
        return Transform.of(Instant.class, times::timestamp);
    }

    /** A code list given in the mapping itself. */
    static Transform codes(SettingsNode setting) throws SettingsException {
        Map<String, String> codes = new java.util.LinkedHashMap<>();
        for (Map.Entry<String, SettingsNode> code : setting.entries().entrySet()) {
            codes.put(code.getKey(), code.getValue().text());
        }
        return new CodeTransform(codes);
    }

    /** A code list of the mapping; knows what it yields, so that a misspelt symbol is found when the mapping is read. */
    record CodeTransform(Map<String, String> codes) implements Transform {
        CodeTransform {
            codes = Map.copyOf(codes);
        }

        @Override
        public Class<?> yields() {
            return String.class;
        }

        @Override
        public Object apply(String field, String text, PersonKeyDerivation keys) throws RejectedValueException {
            String value = codes.get(text.strip());
            if (value == null) {
                throw new RejectedValueException(Rejection.ofValue(
                        Rule.UNKNOWN_CODE,
                        field,
                        "one of " + codes.keySet().stream().sorted().toList(),
                        text));
            }
            return value;
        }
    }

    static ResidentIdentityNumber identityNumber(String field, String text) throws RejectedValueException {
        try {
            return ResidentIdentityNumber.parse(text);
        } catch (RefusedNumberException e) {
            String expected = "a resident identity number (GB 11643-1999): " + e.expected()
                    + (e.position() > 0 ? " at character " + e.position() : "");
            throw new RejectedValueException(Rejection.ofValue(Rule.IDENTITY_NUMBER, field, expected, text));
        }
    }

    private static Object creditCode(String field, String text) throws RejectedValueException {
        try {
            return UnifiedSocialCreditCode.parse(text).value();
        } catch (RefusedNumberException e) {
            String expected = "a unified social credit code (GB 32100-2015): " + e.expected()
                    + (e.position() > 0 ? " at character " + e.position() : "");
            throw new RejectedValueException(Rejection.ofValue(Rule.CREDIT_CODE, field, expected, text));
        }
    }

    private static Object region(String field, String text) throws RejectedValueException {
        try {
            return Region.ofCode(text.strip()).code();
        } catch (UnknownCodeException e) {
            throw unknownCode(field, e.list(), text);
        }
    }

    private static Object relation(String field, String text) throws RejectedValueException {
        try {
            return RelationToHead.ofCode(text.strip()).code();
        } catch (UnknownCodeException e) {
            throw unknownCode(field, e.list(), text);
        }
    }

    private static RejectedValueException unknownCode(String field, String list, String text) {
        return new RejectedValueException(Rejection.ofValue(Rule.UNKNOWN_CODE, field, "a code of " + list, text));
    }
}
