package org.huzheng.adapter.source.jdbc;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What tells a row from others of its table, and this content of it from others. Prints are kept in the stored position, and a key may be an identity
 * number, of which there are few enough to try them all: so they are made under a secret, the login to the database. Not for several threads.
 */
final class RowPrints {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES_KEPT = 16;

    private final Mac mac;

    /**
     * Prints of the rows of a database.
     *
     * @param settings with the login
     * @param mapping digest of the mapping: under another one a row may say something else
     */
    RowPrints(JdbcSettings settings, String mapping) {
        String secret = settings.password() + "\n" + settings.user() + "\n" + settings.url() + "\n" + mapping;
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(ALGORITHM + ": expected of every Java runtime", e);
        }
    }

    /** The print of a row. */
    Print of(JdbcTable table, PolledRow row) {
        return new Print(
                print(table.name() + " " + row.key()),
                print(row.watermark() + " " + contentOf(row) + " " + row.unreadable()));
    }

    /** Column by column: as a text of its own, a row says nothing of its values. */
    private static String contentOf(PolledRow row) {
        StringBuilder content = new StringBuilder();
        row.values()
                .forEach((column, value) ->
                        content.append(column).append('=').append(value).append('\n'));
        return content.toString();
    }

    private String print(String text) {
        return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)), 0, BYTES_KEPT);
    }

    /** Prints of table and key, and of content. */
    record Print(String key, String content) {}
}
