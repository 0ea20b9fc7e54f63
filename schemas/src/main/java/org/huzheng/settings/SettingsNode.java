package org.huzheng.settings;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

// Over 300 lines: one small method for each kind of value a setting may have.
/** A value in a YAML settings file: a text, a list or named values. Knows its line and path, and says so when it is not as expected. */
public final class SettingsNode {
    /** How Kafka and its kin end the names of settings that are files. */
    private static final String FILE = ".location";
    /** A name, an address of IPv4, or one of IPv6 with or without brackets. */
    private static final Pattern HOST = Pattern.compile(
            "[\\p{L}\\p{N}_]([\\p{L}\\p{N}_.-]*[\\p{L}\\p{N}_.])?|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*|\\[[0-9A-Fa-f:.]+]");

    private final String file;
    private final int line;
    private final String path;
    private final References references;
    private final @Nullable String text;
    private final @Nullable List<SettingsNode> items;
    private final @Nullable Map<String, SettingsNode> entries;

    private SettingsNode(
            Place place,
            @Nullable String text,
            @Nullable List<SettingsNode> items,
            @Nullable Map<String, SettingsNode> entries) {
        this.file = place.file;
        this.line = place.line;
        this.path = place.path;
        this.references = place.references;
        this.text = text;
        this.items = items;
        this.entries = entries;
    }

    private record Place(String file, int line, String path, References references) {
        Place at(JsonParser parser, String deeper) {
            return new Place(file, parser.currentTokenLocation().getLineNr(), path + deeper, references);
        }
    }

    /** Reads a settings file. */
    public static SettingsNode read(Path file, References references) throws SettingsException {
        return read(String.valueOf(file.getFileName()), file, references);
    }

    /** The same of one among several of its name: what it is called in messages tells them apart. */
    public static SettingsNode read(String shownAs, Path file, References references) throws SettingsException {
        try {
            return read(shownAs, Files.readString(file), references);
        } catch (IOException e) {
            throw new SettingsException(file + ": expected a readable settings file in UTF-8", e);
        }
    }

    /**
     * Reads the settings file of a process: file names in it are relative to it, and it may refer to environment variables and to other files.
     *
     * @param environment environment variables
     */
    public static SettingsNode read(Path file, Map<String, String> environment) throws SettingsException {
        Path absolute = file.toAbsolutePath();
        return read(
                file,
                new References(Objects.requireNonNullElse(absolute.getParent(), absolute), environment, Map.of()));
    }

    /** Reads settings from a text; the file name is for messages. */
    public static SettingsNode read(String fileName, String yaml, References references) throws SettingsException {
        YAMLFactory factory = new YAMLFactory();
        factory.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
        try (JsonParser parser = factory.createParser(yaml)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new SettingsException(fileName + ": expected named settings, found none");
            }
            return build(parser, new Place(fileName, 1, "", references));
        } catch (JsonProcessingException e) {
            throw notYaml(fileName, e);
        } catch (IOException e) {
            throw new SettingsException(fileName + ": expected YAML, found otherwise", e);
        }
    }

    /** Says where, and not what stands there nor what the parser quotes of it: it may be a password. */
    private static SettingsException notYaml(String fileName, JsonProcessingException e) {
        JsonLocation at = e.getLocation();
        String where = at == null ? "" : " line " + at.getLineNr() + ", column " + at.getColumnNr();
        boolean twice = e.getOriginalMessage().startsWith("Duplicate field");
        return new SettingsException(
                fileName
                        + where
                        + (twice
                                ? ": expected each name once, found one twice"
                                : ": expected YAML, with values that begin with a sign or hold \": \" or \" #\" in quotes; found otherwise"));
    }

    private static SettingsNode build(JsonParser parser, Place place) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Map<String, SettingsNode> entries = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                Place deeper = place.at(parser, (place.path.isEmpty() ? "" : ".") + name);
                parser.nextToken();
                entries.put(name, build(parser, deeper));
            }
            return new SettingsNode(place, null, null, entries);
        }
        if (token == JsonToken.START_ARRAY) {
            List<SettingsNode> items = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                items.add(build(parser, place.at(parser, "[" + items.size() + "]")));
            }
            return new SettingsNode(place, null, items, null);
        }
        return new SettingsNode(place, token == JsonToken.VALUE_NULL ? null : parser.getText(), null, null);
    }

    /** What relative file names are relative to. */
    public Path directory() {
        return references.directory();
    }

    /** The setting of this name, which must be there. */
    public SettingsNode required(String name) throws SettingsException {
        SettingsNode found = entries().get(name);
        if (found == null || !found.isSaid()) {
            throw refused("the setting \"" + name + "\"", "only " + entries().keySet());
        }
        return found;
    }

    /** The setting of this name, if it is there. */
    public Optional<SettingsNode> optional(String name) throws SettingsException {
        return Optional.ofNullable(entries().get(name)).filter(SettingsNode::isSaid);
    }

    /** The part of this name, if it is there; one without anything in it is refused, since what it was to say is unknown. */
    public Optional<SettingsNode> optionalPart(String name) throws SettingsException {
        SettingsNode found = entries().get(name);
        if (found != null && !found.isSaid()) {
            throw found.refused("named settings", found.shape());
        }
        return Optional.ofNullable(found);
    }

    /** Whether there is anything behind its name. */
    public boolean isSaid() {
        return text != null || items != null || entries != null;
    }

    /** The text of the setting of this name, if it is there. */
    public Optional<String> optionalText(String name) throws SettingsException {
        Optional<SettingsNode> found = optional(name);
        return found.isPresent() ? Optional.of(found.get().text()) : Optional.empty();
    }

    /** The text of the setting of this name, or the one given if it is not there. */
    public String textOr(String name, String otherwise) throws SettingsException {
        Optional<SettingsNode> found = optional(name);
        return found.isPresent() ? found.get().text() : otherwise;
    }

    /** The duration of this name in ISO 8601, or the one given if it is not there. */
    public Duration durationOr(String name, Duration otherwise) throws SettingsException {
        Optional<SettingsNode> found = optional(name);
        return found.isPresent() ? found.get().as("a duration such as PT5S", Duration::parse) : otherwise;
    }

    /** The name or address of a machine of this name's setting, which must be there. */
    public String requiredHost(String name) throws SettingsException {
        return required(name).host();
    }

    /** The name or address of a machine of this name's setting, or the one given if it is not there. */
    public String hostOr(String name, String otherwise) throws SettingsException {
        Optional<SettingsNode> found = optional(name);
        return found.isPresent() ? found.get().host() : otherwise;
    }

    private String host() throws SettingsException {
        String host = text();
        if (!HOST.matcher(host).matches()) {
            // Whoever writes an address with a login in it has it shown nowhere.
            throw refused(
                    "the name or address of a machine and nothing else, such as db.example or 10.0.0.5",
                    "another text");
        }
        return host;
    }

    /** The whole number of this name, or the one given if it is not there. */
    public long numberOr(String name, long otherwise) throws SettingsException {
        Optional<SettingsNode> found = optional(name);
        return found.isPresent() ? found.get().as("a whole number", Long::parseLong) : otherwise;
    }

    /** The whole number of this name that fits an int, or the one given if it is not there. */
    public int integerOr(String name, int otherwise) throws SettingsException {
        Optional<SettingsNode> found = optional(name);
        return found.isPresent()
                ? found.get().as("a whole number of at most " + Integer.MAX_VALUE, Integer::parseInt)
                : otherwise;
    }

    /** Whether the setting of this name is {@code true} or {@code false}, or what is given if it is not there. */
    public boolean truthOr(String name, boolean otherwise) throws SettingsException {
        Optional<SettingsNode> found = optional(name);
        if (found.isEmpty()) {
            return otherwise;
        }
        return switch (found.get().text()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw found.get().refused("true or false", found.get().raw());
        };
    }

    /** The texts of this name, or those given if it is not there. */
    public List<String> textsOr(String name, List<String> otherwise) throws SettingsException {
        Optional<SettingsNode> found = optional(name);
        return found.isPresent() ? found.get().texts() : otherwise;
    }

    /** The file of this name's setting, which must be there; relative to the settings file. */
    public Path requiredFile(String name) throws SettingsException {
        return references.directory().resolve(required(name).text());
    }

    /**
     * Every setting below the one of this name, which must be there: names that are somebody else's, such as Kafka's. What ends in {@code .location} is a
     * file, and relative to the settings file as every other.
     */
    public Map<String, String> requiredTexts(String name) throws SettingsException {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, SettingsNode> entry : required(name).entries().entrySet()) {
            String text = entry.getValue().text();
            texts.put(
                    entry.getKey(),
                    entry.getKey().endsWith(FILE)
                            ? references.directory().resolve(text).toString()
                            : text);
        }
        return texts;
    }

    /** Named values in the file's order. */
    public Map<String, SettingsNode> entries() throws SettingsException {
        if (entries == null) {
            throw refused("named settings", shape());
        }
        return entries;
    }

    /** Items of a list. */
    public List<SettingsNode> items() throws SettingsException {
        if (items == null) {
            throw refused("a list", shape());
        }
        return items;
    }

    /** Whether this is a single value. */
    public boolean isText() {
        return text != null;
    }

    /** Whether this is one reference and nothing else, wherever it leads. */
    public boolean isReference() {
        return text != null && References.isOne(text);
    }

    /** Whether this is a list. */
    public boolean isList() {
        return items != null;
    }

    /** The value with its references resolved. */
    public String text() throws SettingsException {
        if (text == null) {
            throw refused("one value", shape());
        }
        String raw = text;
        return references.resolve(raw).orElseThrow(() -> refused("a reference that leads somewhere", raw));
    }

    /** A single value or a list of them, as a list of texts. */
    public List<String> texts() throws SettingsException {
        if (isText()) {
            return List.of(text());
        }
        List<String> texts = new ArrayList<>();
        for (SettingsNode item : items()) {
            texts.add(item.text());
        }
        return texts;
    }

    /**
     * The value as something else.
     *
     * @param expected what it must be, for the message
     * @param parse throws {@link IllegalArgumentException} or {@link DateTimeException} on other values
     */
    public <T> T as(String expected, Function<String, T> parse) throws SettingsException {
        String value = text();
        try {
            return parse.apply(value);
        } catch (IllegalArgumentException | DateTimeException e) {
            // As written: what a reference leads to may be a secret that was put in the wrong place.
            throw refused(expected, raw(), e);
        }
    }

    /** Refuses names that mean nothing here: most likely misspelt. */
    public void allowOnly(String... names) throws SettingsException {
        List<String> allowed = Arrays.asList(names);
        for (Map.Entry<String, SettingsNode> entry : entries().entrySet()) {
            if (!allowed.contains(entry.getKey())) {
                throw entry.getValue().refused("one of " + allowed, "\"" + entry.getKey() + "\"");
            }
        }
    }

    /** The exception that says this value is not as expected. */
    public SettingsException refused(String expected, String found) {
        return new SettingsException(where() + ": expected " + expected + ", found " + found);
    }

    private SettingsException refused(String expected, String found, RuntimeException cause) {
        return new SettingsException(where() + ": expected " + expected + ", found " + found, cause);
    }

    /** The exception that says these values together are not as expected; the cause says which. */
    public SettingsException refused(String expected, IllegalArgumentException cause) {
        return new SettingsException(
                where() + ": expected " + expected + ", found otherwise: " + cause.getMessage(), cause);
    }

    /** The settings as JSON, every value a text as written. */
    public JsonNode toJson() {
        if (entries != null) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            entries.forEach((name, entry) -> {
                if (entry.isSaid()) {
                    object.set(name, entry.toJson());
                }
            });
            return object;
        }
        if (items != null) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            items.forEach(item -> array.add(item.toJson()));
            return array;
        }
        return JsonNodeFactory.instance.textNode(raw());
    }

    /** The setting at the end of a path of names and indexes; the last one on the way that there is. */
    public SettingsNode at(List<Object> path) {
        SettingsNode node = this;
        for (Object step : path) {
            SettingsNode next = step instanceof Integer index
                    ? (node.items == null ? null : node.items.get(index))
                    : (node.entries == null ? null : node.entries.get(String.valueOf(step)));
            if (next == null) {
                return node;
            }
            node = next;
        }
        return node;
    }

    /** Line of the file it begins on, from 1. */
    public int line() {
        return line;
    }

    /** The value as written, references unresolved; of anything else, what it is. */
    public String raw() {
        return text == null ? shape() : text;
    }

    private String where() {
        return file + " line " + line + (path.isEmpty() ? "" : ", " + path);
    }

    /** What it is, in words. */
    public String shape() {
        return text != null ? "one value" : items != null ? "a list" : entries != null ? "named settings" : "nothing";
    }
}
