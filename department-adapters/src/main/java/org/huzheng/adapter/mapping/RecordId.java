package org.huzheng.adapter.mapping;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.huzheng.adapter.source.RefusedRow;
import org.huzheng.adapter.validation.Invisible;
import org.huzheng.adapter.validation.RejectedValueException;
import org.huzheng.adapter.validation.Rejection;
import org.huzheng.adapter.validation.Rule;
import org.huzheng.identity.RefusedNumberException;
import org.huzheng.identity.ResidentIdentityNumber;

/**
 * A record's id in the register: what its columns hold, joined by a slash. It is published and lies in topics for ever, so that it must not give
 * away whose record it is.
 *
 * <p>An identity number (GB 11643) is found anywhere in a column, also with digits before and behind it. Its check character and its dates keep
 * registers' own numbers of many digits apart from it: of 18 arbitrary digits one in 55 000 passes. A number of 15 digits has no check character, and
 * one in 80 passes; so it is taken for one only where no other digit stands beside it.
 */
final class RecordId {
    private static final String SEPARATOR = "/";
    private static final int SHORTEST = 15;
    /** Looked ahead for, so that numbers which overlap are all found. Decimal digits of any width. */
    private static final Pattern NUMBER =
            Pattern.compile("(?=(\\p{Nd}{17}[\\p{Nd}XxＸｘ]))|(?<!\\p{Nd})(\\p{Nd}{15})(?!\\p{Nd})");

    private RecordId() {}

    /** The id of a row's record. */
    static String of(RecordMapping record, Reading reading) throws RejectedValueException {
        List<String> parts = new ArrayList<>();
        for (String column : record.recordId()) {
            String part = reading.text(column)
                    .map(String::strip)
                    .orElseThrow(() -> new RejectedValueException(
                            Rejection.ofAbsence(Rule.MISSING_VALUE, column, "the record's id in the register")));
            if (part.length() >= SHORTEST && holdsNumber(part, reading.row().committedAt())) {
                throw new RejectedValueException(Rejection.ofValue(
                        Rule.RECORD_ID_IS_IDENTITY_NUMBER,
                        column,
                        "an id of the register's own, with no identity number in it",
                        part));
            }
            parts.add(part);
        }
        return String.join(SEPARATOR, parts);
    }

    /**
     * The id of the record of a row that is to be published: without characters that nobody sees, for which nobody would look. What is gone, and was
     * published under such an id by an earlier build, is withdrawn under it.
     */
    static String ofVersion(RecordMapping record, Reading reading) throws RejectedValueException {
        String id = of(record, reading);
        for (String column : record.recordId()) {
            String part = reading.text(column).map(String::strip).orElse("");
            Optional<String> invisible = Invisible.firstIn(part);
            if (invisible.isPresent()) {
                throw new RejectedValueException(Rejection.ofValue(
                        Rule.RECORD_ID_CHARACTER,
                        column,
                        "an id without invisible characters; " + invisible.get(),
                        part));
            }
        }
        return id;
    }

    /** The id of a refused row's record, where its columns can be read. */
    static Optional<String> ofRefused(RecordMapping record, RefusedRow row) {
        List<String> parts = new ArrayList<>();
        for (String column : record.recordId()) {
            String part = row.values().get(column);
            // A blank one names no record: which it was cannot be told.
            if (part == null || part.isBlank()) {
                return Optional.empty();
            }
            parts.add(part.strip());
        }
        return Optional.of(String.join(SEPARATOR, parts));
    }

    private static boolean holdsNumber(String part, Instant at) {
        LocalDate today = PossibleBirth.last(at);
        Matcher numbers = NUMBER.matcher(part);
        while (numbers.find()) {
            String whole = numbers.group(1);
            if (isNumber(whole == null ? numbers.group(2) : whole, today)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isNumber(String text, LocalDate today) {
        try {
            return PossibleBirth.of(ResidentIdentityNumber.parse(text), today);
        } catch (RefusedNumberException e) {
            return false;
        }
    }
}
