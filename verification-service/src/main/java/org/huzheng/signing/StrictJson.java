package org.huzheng.signing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * JSON of signed content (RFC 8259): duplicate names, trailing text and anything but UTF-8 are refused, because two
 * readers must never see two different contents under one signature.
 */
public final class StrictJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
    private static final TypeReference<List<Object>> ARRAY = new TypeReference<>() {};

    private StrictJson() {}

    /**
     * The object in {@code utf8}, names in their written order.
     *
     * @param where the part being read, for the error
     * @throws MalformedTokenException when it is not exactly one JSON object
     */
    public static Map<String, Object> readObject(byte[] utf8, String where) {
        return read(utf8, where, OBJECT, "one JSON object in UTF-8 with distinct names");
    }

    /**
     * The array in {@code utf8}.
     *
     * @param where the part being read, for the error
     * @throws MalformedTokenException when it is not exactly one JSON array
     */
    public static List<Object> readArray(byte[] utf8, String where) {
        return read(utf8, where, ARRAY, "one JSON array in UTF-8");
    }

    /** The compact JSON text of maps, lists, texts, numbers and booleans; map order is kept. */
    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "Expected maps, lists, texts, numbers and booleans, found a "
                            + value.getClass().getName(),
                    e);
        }
    }

    private static <T> T read(byte[] utf8, String where, TypeReference<T> shape, String expected) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
            T value = MAPPER.readValue(text, shape);
            if (value == null) {
                throw new MalformedTokenException(where, expected, "null");
            }
            return value;
        } catch (CharacterCodingException e) {
            throw new MalformedTokenException(where, expected, "bytes that are not UTF-8");
        } catch (JsonProcessingException e) {
            // Its message may quote a claim; the position is enough to find the fault.
            throw new MalformedTokenException(where, expected, "something else " + position(e));
        }
    }

    private static String position(JsonProcessingException e) {
        return e.getLocation() == null
                ? "at an unknown place"
                : "at character " + e.getLocation().getCharOffset();
    }
}
