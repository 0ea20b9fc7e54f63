package org.huzheng.broker.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** JSON of keys and values in the registry's topic, after the record formats of Confluent's registry ({@code keytype}, {@code magic}). */
final class LedgerCodec {
    private static final ObjectMapper JSON = new ObjectMapper();

    private LedgerCodec() {}

    /** A key and a value; a null value is a tombstone. */
    @SuppressWarnings("ArrayRecordComponent") // compared nowhere: only handed on to the producer
    record Encoded(byte[] key, byte @Nullable [] value) {}

    static Encoded encode(LedgerEntry entry) {
        // An instanceof chain because Java 17 has no pattern switch; the last branch guards its completeness.
        if (entry instanceof LedgerEntry.SchemaKept kept) {
            SchemaVersion version = kept.version();
            return new Encoded(schemaKey(version.subject(), version.version()), schemaValue(version));
        }
        if (entry instanceof LedgerEntry.SchemaErased erased) {
            return new Encoded(schemaKey(erased.subject(), erased.version()), null);
        }
        if (entry instanceof LedgerEntry.SubjectDeleted deleted) {
            ObjectNode value =
                    JSON.createObjectNode().put("subject", deleted.subject()).put("version", deleted.upToVersion());
            return new Encoded(bytes(key("DELETE_SUBJECT", 0).put("subject", deleted.subject())), bytes(value));
        }
        if (entry instanceof LedgerEntry.SubjectDeletionErased erased) {
            return new Encoded(bytes(key("DELETE_SUBJECT", 0).put("subject", erased.subject())), null);
        }
        if (entry instanceof LedgerEntry.LevelSet level) {
            return new Encoded(
                    scopedKey("CONFIG", level.subject()),
                    level.level()
                            .map(set -> bytes(JSON.createObjectNode().put("compatibilityLevel", set.name())))
                            .orElse(null));
        }
        if (entry instanceof LedgerEntry.ModeSet mode) {
            return new Encoded(
                    scopedKey("MODE", mode.subject()),
                    mode.mode()
                            .map(set -> bytes(JSON.createObjectNode().put("mode", set.name())))
                            .orElse(null));
        }
        if (entry instanceof LedgerEntry.HighestId highest) {
            return new Encoded(
                    bytes(key("HIGHEST_ID", 0)), bytes(JSON.createObjectNode().put("id", highest.id())));
        }
        if (entry instanceof LedgerEntry.Noop) {
            return new Encoded(bytes(key("NOOP", 0)), bytes(JSON.createObjectNode()));
        }
        throw new IllegalArgumentException("expected a known ledger entry, found " + entry.getClass());
    }

    /** @throws LedgerUnreadable if the record is none of ours */
    static LedgerEntry decode(byte @Nullable [] keyBytes, byte @Nullable [] valueBytes) {
        if (keyBytes == null) {
            throw new LedgerUnreadable("expected a key, found none");
        }
        JsonNode key = parse(keyBytes);
        JsonNode value = valueBytes == null ? null : parse(valueBytes);
        String keyType = key.path("keytype").asText();
        String subject = key.path("subject").asText(LedgerEntry.GLOBAL);
        return switch (keyType) {
            case "SCHEMA" ->
                value == null
                        ? new LedgerEntry.SchemaErased(
                                subject, key.path("version").asInt())
                        : new LedgerEntry.SchemaKept(version(value));
            case "DELETE_SUBJECT" ->
                value == null
                        ? new LedgerEntry.SubjectDeletionErased(subject)
                        : new LedgerEntry.SubjectDeleted(
                                subject, value.path("version").asInt());
            case "CONFIG" ->
                new LedgerEntry.LevelSet(
                        subject,
                        text(value, "compatibilityLevel")
                                .map(name -> required(CompatibilityCheck.levelNamed(name), name)));
            case "MODE" ->
                new LedgerEntry.ModeSet(
                        subject, text(value, "mode").map(name -> required(RegistryMode.named(name), name)));
            case "HIGHEST_ID" ->
                new LedgerEntry.HighestId(value == null ? 0 : value.path("id").asInt());
            case "NOOP" -> new LedgerEntry.Noop();
            default -> throw new LedgerUnreadable("expected a known keytype, found \"" + keyType + "\"");
        };
    }

    private static SchemaVersion version(JsonNode value) {
        try {
            return new SchemaVersion(
                    value.path("subject").asText(),
                    value.path("version").asInt(),
                    value.path("id").asInt(),
                    value.path("schema").asText(),
                    value.path("deleted").asBoolean());
        } catch (IllegalArgumentException e) {
            throw new LedgerUnreadable(e.getMessage(), e);
        }
    }

    private static Optional<String> text(@Nullable JsonNode value, String member) {
        return value == null ? Optional.empty() : Optional.of(value.path(member).asText());
    }

    private static <T> T required(Optional<T> known, String name) {
        return known.orElseThrow(() -> new LedgerUnreadable("expected a known level or mode, found \"" + name + "\""));
    }

    private static ObjectNode key(String keyType, int magic) {
        return JSON.createObjectNode().put("keytype", keyType).put("magic", magic);
    }

    private static byte[] schemaKey(String subject, int version) {
        return bytes(key("SCHEMA", 1).put("subject", subject).put("version", version));
    }

    private static byte[] scopedKey(String keyType, String subject) {
        return bytes(key(keyType, 0).put("subject", subject.equals(LedgerEntry.GLOBAL) ? null : subject));
    }

    private static byte[] schemaValue(SchemaVersion version) {
        return bytes(JSON.createObjectNode()
                .put("subject", version.subject())
                .put("version", version.version())
                .put("id", version.id())
                .put("schema", version.schema())
                .put("deleted", version.deleted()));
    }

    private static JsonNode parse(byte[] bytes) {
        try {
            return JSON.readTree(bytes);
        } catch (IOException e) {
            throw new LedgerUnreadable("expected JSON, found: " + new String(bytes, StandardCharsets.UTF_8), e);
        }
    }

    private static byte[] bytes(ObjectNode node) {
        try {
            return JSON.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new LedgerUnreadable("expected to write JSON", e);
        }
    }
}
