package org.huzheng.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.huzheng.digest.Sha256;
import org.huzheng.event.ChangeType;

/**
 * Identifier of a record event: the same version of the same record has the same id whenever and by whomever it is published, also in a later
 * generation of the exchange.
 *
 * @param value 128 bits of a SHA-256, base64url without padding
 */
public record EventId(String value) {
    private static final int ID_BYTES = 16;
    private static final char SEPARATOR = '\0';
    private static final String SEPARATOR_TEXT = String.valueOf(SEPARATOR);
    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(Sha256::begin);

    /**
     * The id of one version of one record.
     *
     * @param department department code of the catalogue
     * @param recordType full name of the record's schema
     * @param recordId identifier of the record in the department's register
     * @param epoch epoch of the version
     * @param version version within the epoch
     * @throws IllegalArgumentException if a part holds U+0000, which separates the parts
     */
    public static EventId of(
            String department, String recordType, String recordId, int epoch, long version, ChangeType changeType) {
        List<String> parts = List.of(
                department, recordType, recordId, Integer.toString(epoch), Long.toString(version), changeType.name());
        for (String part : parts) {
            if (part.indexOf(SEPARATOR) >= 0) {
                throw new IllegalArgumentException(
                        "event id: expected parts without U+0000, found one in " + recordType);
            }
        }
        byte[] digest = SHA_256.get().digest(String.join(SEPARATOR_TEXT, parts).getBytes(StandardCharsets.UTF_8));
        return new EventId(Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, ID_BYTES)));
    }

    @Override
    public String toString() {
        return value;
    }
}
