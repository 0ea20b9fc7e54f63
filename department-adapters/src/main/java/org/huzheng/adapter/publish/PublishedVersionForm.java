package org.huzheng.adapter.publish;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.kafka.common.utils.ByteUtils;
import org.huzheng.adapter.source.SourceVersion;
import org.huzheng.event.ChangeType;
import org.huzheng.identity.PersonKey;

/** The binary form of the record index: about 50 bytes a record whose register states no versions. */
final class PublishedVersionForm {
    private static final Base64.Encoder TO_TEXT = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder FROM_TEXT = Base64.getUrlDecoder();
    private static final int KEY_BYTES = 16;
    private static final int MOST_VERSION_BYTES = 15;
    private static final int DIGEST_BYTES = 16;
    private static final int MOST_COUNT_BYTES = 5;
    private static final byte SEPARATOR = 0;
    /** By the number each is written as: new ones come last. */
    private static final List<ChangeType> CHANGES = List.of(
            ChangeType.CREATED, ChangeType.CORRECTED, ChangeType.ENDED, ChangeType.ANNULLED, ChangeType.REINSTATED);

    private PublishedVersionForm() {}

    /** The key of a record: its type, a zero byte, its id. */
    static byte[] key(RecordReference record) {
        byte[] type = record.recordType().getBytes(StandardCharsets.US_ASCII);
        byte[] id = record.recordId().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(type.length + 1 + id.length)
                .put(type)
                .put(SEPARATOR)
                .put(id)
                .array();
    }

    static RecordReference reference(byte[] key) {
        int separator = 0;
        while (key[separator] != SEPARATOR) {
            separator++;
        }
        return new RecordReference(
                new String(key, 0, separator, StandardCharsets.US_ASCII),
                new String(key, separator + 1, key.length - separator - 1, StandardCharsets.UTF_8));
    }

    static byte[] write(PublishedVersion version) {
        ByteBuffer bytes = ByteBuffer.allocate(1
                + MOST_VERSION_BYTES
                + DIGEST_BYTES
                + 2 * MOST_COUNT_BYTES
                + version.places().size() * (KEY_BYTES + MOST_VERSION_BYTES)
                + version.earlier().size() * (MOST_VERSION_BYTES + DIGEST_BYTES));
        bytes.put((byte) CHANGES.indexOf(version.change()));
        write(bytes, version.version());
        write(bytes, version.body());
        ByteUtils.writeUnsignedVarint(version.places().size(), bytes);
        for (PublishedVersion.Place place : version.places()) {
            bytes.put(FROM_TEXT.decode(place.key().value()));
            ByteUtils.writeUnsignedVarint(place.partition(), bytes);
            ByteUtils.writeVarlong(place.offset(), bytes);
        }
        ByteUtils.writeUnsignedVarint(version.earlier().size(), bytes);
        for (PublishedVersion.Earlier earlier : version.earlier()) {
            write(bytes, earlier.version());
            write(bytes, earlier.body());
        }
        byte[] written = new byte[bytes.position()];
        bytes.flip().get(written);
        return written;
    }

    static PublishedVersion read(byte[] written) {
        ByteBuffer bytes = ByteBuffer.wrap(written);
        ChangeType change = CHANGES.get(bytes.get());
        SourceVersion version = readVersion(bytes);
        BodyDigest body = readDigest(bytes);
        int placeCount = ByteUtils.readUnsignedVarint(bytes);
        List<PublishedVersion.Place> places = new ArrayList<>(placeCount);
        for (int place = 0; place < placeCount; place++) {
            byte[] key = new byte[KEY_BYTES];
            bytes.get(key);
            places.add(new PublishedVersion.Place(
                    new PersonKey(TO_TEXT.encodeToString(key)),
                    ByteUtils.readUnsignedVarint(bytes),
                    ByteUtils.readVarlong(bytes)));
        }
        int earlierCount = ByteUtils.readUnsignedVarint(bytes);
        List<PublishedVersion.Earlier> earlier = new ArrayList<>(earlierCount);
        for (int known = 0; known < earlierCount; known++) {
            earlier.add(new PublishedVersion.Earlier(readVersion(bytes), readDigest(bytes)));
        }
        return new PublishedVersion(version, change, body, places, earlier);
    }

    private static void write(ByteBuffer bytes, SourceVersion version) {
        ByteUtils.writeUnsignedVarint(version.epoch(), bytes);
        ByteUtils.writeVarlong(version.position(), bytes);
    }

    private static SourceVersion readVersion(ByteBuffer bytes) {
        return new SourceVersion(ByteUtils.readUnsignedVarint(bytes), ByteUtils.readVarlong(bytes));
    }

    private static void write(ByteBuffer bytes, BodyDigest digest) {
        bytes.putLong(digest.high()).putLong(digest.low());
    }

    private static BodyDigest readDigest(ByteBuffer bytes) {
        return new BodyDigest(bytes.getLong(), bytes.getLong());
    }
}
