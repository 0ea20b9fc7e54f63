package org.huzheng.adapter.mapping;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.huzheng.adapter.validation.PersonName;
import org.huzheng.adapter.validation.RejectedValueException;
import org.huzheng.adapter.validation.Rejection;
import org.huzheng.adapter.validation.Rule;
import org.huzheng.codes.Region;
import org.huzheng.codes.RelationToHead;
import org.huzheng.codes.UnknownCodeException;
import org.huzheng.identity.RefusedNumberException;
import org.huzheng.identity.ResidentIdentityNumber;
import org.huzheng.identity.UnifiedSocialCreditCode;
import org.huzheng.settings.SettingsException;
import org.huzheng.settings.SettingsNode;

/** The steps a mapping may name in {@code as}, each with an optional pattern after a colon. */
final class Transforms {
    static final String CODES = "codes";
    static final Transform NAME = Transform.of("name", String.class, PersonName::normalise);
    static final Transform ISO_DATE = Transform.of("date", LocalDate.class, Dates::isoDate);
    static final Transform TIMESTAMP = Transform.of("timestamp", Instant.class, Dates::timestamp);
    static final Transform INTEGER = Transform.of("integer", Long.class, Numbers::integer);
    static final Transform BOOLEAN = Transform.of("boolean", Boolean.class, Transforms::truth);
    static final Transform DECIMAL = Transform.of("decimal", BigDecimal.class, Numbers::decimal);

    private static final Remembered<ResidentIdentityNumber> NUMBERS = new Remembered<>();
    private static final String NAMES =
            "trim, name, date[:PATTERN], timestamp[:PATTERN], yearMonth, firstDayOfMonth, lastDayOfMonth, integer,"
                    + " decimal, identityNumber, personKey, creditCode, region[:COLUMN OF A DAY], relationCode";

    private Transforms() {}

    private record PersonKeyTransform(String name) implements Transform {
        @Override
        public Class<?> yields() {
            return String.class;
        }

        @Override
        public Object apply(String field, String text, Reading reading) throws RejectedValueException {
            return reading.keys().keyOf(identityNumber(field, text, reading)).value();
        }
    }

    private record IdentityNumberTransform(String name) implements Transform {
        @Override
        public Class<?> yields() {
            return String.class;
        }

        @Override
        public Object apply(String field, String text, Reading reading) throws RejectedValueException {
            return identityNumber(field, text, reading).value();
        }
    }

    /** A region that must be in force on the day a column holds; where that is blank, in force or not. */
    private record RegionTransform(String name, Optional<String> dayColumn) implements Transform {
        @Override
        public Class<?> yields() {
            return String.class;
        }

        @Override
        public Object apply(String field, String text, Reading reading) throws RejectedValueException {
            Region region = regionOf(field, text);
            Optional<String> stated = reading.text(dayColumn);
            if (stated.isPresent()) {
                LocalDate day = Dates.day(dayColumn.orElse(field), stated.get());
                if (!region.isEffectiveOn(day)) {
                    throw new RejectedValueException(Rejection.ofValue(
                            Rule.CODE_NOT_IN_FORCE,
                            field,
                            "a code of GB/T 2260 in force on the day in " + dayColumn.orElse(field),
                            text));
                }
            }
            return region.code();
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
            case "region" -> new RegionTransform(text, pattern);
            default -> {
                Optional<Transform> plain = pattern.isPresent() ? Optional.empty() : plain(name);
                yield plain.orElseThrow(() -> setting.refused("one of " + NAMES, "\"" + text + "\""));
            }
        };
    }

    private static Optional<Transform> plain(String name) {
        return Optional.ofNullable(
                switch (name) {
                    case "trim" -> Transform.of(name, String.class, (field, text) -> text.strip());
                    case "name" -> NAME;
                    case "yearMonth" -> Transform.of(name, Integer.class, Dates::yearMonth);
                    case "firstDayOfMonth" -> Transform.of(name, LocalDate.class, Dates::firstDayOfMonth);
                    case "lastDayOfMonth" -> Transform.of(name, LocalDate.class, Dates::lastDayOfMonth);
                    case "integer" -> INTEGER;
                    case "decimal" -> DECIMAL;
                    case "identityNumber" -> new IdentityNumberTransform(name);
                    case "personKey" -> new PersonKeyTransform(name);
                    case "creditCode" -> Transform.of(name, String.class, Transforms::creditCode);
                    case "relationCode" -> Transform.of(name, String.class, Transforms::relation);
                    default -> null;
                });
    }

    private static Transform date(SettingsNode setting, Optional<String> pattern) throws SettingsException {
        if (pattern.isEmpty()) {
            return ISO_DATE;
        }
        Dates.Pattern dates = setting.as("a date pattern such as yyyyMMdd", text -> new Dates.Pattern(pattern.get()));
        return Transform.of(setting.text(), LocalDate.class, dates::date);
    }

    private static Transform timestamp(SettingsNode setting, Optional<String> pattern) throws SettingsException {
        if (pattern.isEmpty()) {
            return TIMESTAMP;
        }
        Dates.Pattern times =
                setting.as("a time pattern such as yyyyMMddHHmmss", text -> new Dates.Pattern(pattern.get()));
        return Transform.of(setting.text(), Instant.class, times::timestamp);
    }

    /** A code list given in the mapping itself. */
    static Transform codes(SettingsNode setting) throws SettingsException {
        Map<String, String> codes = new LinkedHashMap<>();
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
        public String name() {
            return CODES;
        }

        @Override
        public Class<?> yields() {
            return String.class;
        }

        @Override
        public Object apply(String field, String text, Reading reading) throws RejectedValueException {
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

    /** The number, of somebody who was born by the time of the row. */
    static ResidentIdentityNumber identityNumber(String field, String text, Reading reading)
            throws RejectedValueException {
        ResidentIdentityNumber number = wellFormed(field, text);
        LocalDate last = PossibleBirth.last(reading.row().committedAt());
        if (!PossibleBirth.of(number, last)) {
            throw new RejectedValueException(Rejection.ofValue(
                    Rule.IDENTITY_NUMBER,
                    field,
                    "a resident identity number (GB 11643-1999): a birth date from " + PossibleBirth.FIRST
                            + " to the time of the row, " + last,
                    text));
        }
        return number;
    }

    private static ResidentIdentityNumber wellFormed(String field, String text) throws RejectedValueException {
        ResidentIdentityNumber known = NUMBERS.of(text);
        if (known != null) {
            return known;
        }
        try {
            ResidentIdentityNumber number = ResidentIdentityNumber.parse(text);
            NUMBERS.put(text, number);
            return number;
        } catch (RefusedNumberException e) {
            String expected = "a resident identity number (GB 11643-1999): " + e.expected()
                    + (e.position() > 0 ? " at character " + e.position() : "");
            throw new RejectedValueException(Rejection.ofValue(Rule.IDENTITY_NUMBER, field, expected, text));
        }
    }

    /** Registers have many words for yes and no: a mapping's codes say which are which. */
    private static Object truth(String field, String text) throws RejectedValueException {
        return switch (text.strip()) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new RejectedValueException(
                        Rejection.ofValue(Rule.UNKNOWN_CODE, field, "one of [false, true]", text));
        };
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

    private static Region regionOf(String field, String text) throws RejectedValueException {
        try {
            return Region.ofCode(text.strip());
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
