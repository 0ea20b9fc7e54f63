package org.huzheng.adapter.source.filedrop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.huzheng.adapter.source.filedrop.format.RefusedFileException;

/**
 * What a department says a file holds.
 *
 * @param rows number of its rows, the header not counted
 * @param sha256 SHA-256 of the file as it lies there (packed, if it is), hex in lower case
 * @param committedBefore up to when the file says what happened, if that is stated
 */
record Manifest(long rows, String sha256, Optional<Instant> committedBefore) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern SUM = Pattern.compile("\\\\?([0-9a-fA-F]{64})\\b.*");
    private static final Pattern ROWS = Pattern.compile("#\\s*rows[:\\s]\\s*(\\d{1,18})\\s*");
    private static final Pattern COMMITTED_BEFORE = Pattern.compile("#\\s*committedBefore[:\\s]\\s*(\\S+)\\s*");
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    static boolean isOne(String name) {
        return name.endsWith(suffixOf(Completion.MANIFEST)) || name.endsWith(suffixOf(Completion.SHA256));
    }

    /** Where the manifest of a file lies, if it has one. */
    static Path pathOf(Path file, Completion completion) {
        return file.resolveSibling(file.getFileName() + suffixOf(completion));
    }

    /** Whether a file has the manifest it needs: one that was renamed needs none. */
    static boolean isThere(Path file, Completion completion) {
        return completion == Completion.RENAMED || Files.isRegularFile(pathOf(file, completion));
    }

    private static String suffixOf(Completion completion) {
        return completion == Completion.SHA256 ? ".sha256" : ".manifest";
    }

    static Manifest read(Path manifest, Completion completion) throws IOException, RefusedFileException {
        try {
            String text = Files.readString(manifest);
            return completion == Completion.SHA256 ? ofSum(text) : ofJson(text);
        } catch (MalformedInputException e) {
            throw new RefusedFileException("a manifest in UTF-8", "bytes that are none", e);
        }
    }

    private static Manifest ofJson(String text) throws RefusedFileException {
        String expected = "a manifest as {\"rows\": 12, \"sha256\": \"64 hex digits\"}";
        try {
            JsonNode node = JSON.readTree(text);
            String sha256 = node.path("sha256").asText().toLowerCase(Locale.ROOT);
            if (!node.path("rows").canConvertToLong() || !HEX.matcher(sha256).matches()) {
                throw new RefusedFileException(expected, "one without a number of rows or without a SHA-256");
            }
            Optional<Instant> committedBefore = node.hasNonNull("committedBefore")
                    ? Optional.of(time(node.path("committedBefore").asText()))
                    : Optional.empty();
            return new Manifest(node.path("rows").asLong(), sha256, committedBefore);
        } catch (JsonProcessingException e) {
            throw new RefusedFileException(expected, "a text that is no JSON", e);
        }
    }

    private static Manifest ofSum(String text) throws RefusedFileException {
        Optional<String> sum = Optional.empty();
        Optional<Long> rows = Optional.empty();
        Optional<Instant> committedBefore = Optional.empty();
        for (String line : text.lines().toList()) {
            Matcher asSum = SUM.matcher(line.strip());
            Matcher asRows = ROWS.matcher(line.strip());
            Matcher asTime = COMMITTED_BEFORE.matcher(line.strip());
            if (asSum.matches()) {
                sum = Optional.of(asSum.group(1).toLowerCase(Locale.ROOT));
            } else if (asRows.matches()) {
                rows = Optional.of(Long.parseLong(asRows.group(1)));
            } else if (asTime.matches()) {
                committedBefore = Optional.of(time(asTime.group(1)));
            }
        }
        if (sum.isEmpty() || rows.isEmpty()) {
            throw new RefusedFileException(
                    "a line as sha256sum writes it and a line \"# rows 12\"",
                    sum.isEmpty() ? "no SHA-256" : "no number of rows");
        }
        return new Manifest(rows.get(), sum.get(), committedBefore);
    }

    private static Instant time(String text) throws RefusedFileException {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new RefusedFileException(
                    "committedBefore as 2024-05-31T18:00:00+08:00 in its manifest", "a text that is no such time", e);
        }
    }

    void requireDigest(String found) throws RefusedFileException {
        if (!sha256.equals(found)) {
            throw new RefusedFileException("SHA-256 " + sha256 + " as its manifest says", "SHA-256 " + found);
        }
    }

    void requireRows(long found) throws RefusedFileException {
        if (rows != found) {
            throw new RefusedFileException(rows + " rows as its manifest says", found + " rows");
        }
    }
}
