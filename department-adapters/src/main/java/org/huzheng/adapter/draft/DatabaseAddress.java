package org.huzheng.adapter.draft;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.huzheng.adapter.source.jdbc.JdbcSettings;
import org.huzheng.adapter.source.jdbc.JdbcUrl;
import org.huzheng.adapter.source.mariadb.MariaDbSettings;
import org.huzheng.adapter.source.postgres.PostgresSettings;
import org.jspecify.annotations.Nullable;

/**
 * JDBC address of a database, and the kind of source that reads it: changes are captured where that can be done, and polled for elsewhere.
 *
 * @param url the address
 * @param kind kind of source
 * @param settings the source's settings that say where the database is, one a line
 */
public record DatabaseAddress(String url, String kind, List<String> settings) {
    private static final String HOST_AND_PORT = "://([\\p{L}\\p{N}._-]+)(?::([0-9]+))?";
    private static final Pattern POSTGRES = Pattern.compile("jdbc:postgresql" + HOST_AND_PORT + "/([^?]+)(?:\\?(.*))?");
    private static final Pattern MARIADB = Pattern.compile("jdbc:mariadb" + HOST_AND_PORT + "(?:/[^?]*(?:\\?(.*))?)?");

    /**
     * Takes an address that holds no login.
     *
     * @throws IllegalArgumentException if it may hold one
     */
    public DatabaseAddress {
        settings = List.copyOf(settings);
        if (JdbcUrl.mayHoldLogin(url)) {
            throw refused(
                    url, "an address without a login, which would stand in the mapping, found what may be one in ");
        }
    }

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException if there is no source for such an address, or a mapping would give a password away with it; never
     *     repeats one
     */
    public static DatabaseAddress of(String url) {
        Matcher postgres = POSTGRES.matcher(url);
        if (postgres.matches()) {
            return captured(
                    url,
                    PostgresSettings.KIND,
                    postgres.group(4),
                    "host: " + postgres.group(1),
                    "port: " + portOr(postgres, "5432"),
                    "database: " + MappingDraft.quoted(postgres.group(3)));
        }
        Matcher mariaDb = MARIADB.matcher(url);
        if (mariaDb.matches()) {
            return captured(
                    url,
                    MariaDbSettings.KIND,
                    mariaDb.group(3),
                    "host: " + mariaDb.group(1),
                    "port: " + portOr(mariaDb, "3306"));
        }
        if (!url.startsWith("jdbc:") || url.startsWith("jdbc:postgresql:") || url.startsWith("jdbc:mariadb:")) {
            throw refused(
                    url,
                    "jdbc:postgresql://HOST:PORT/DATABASE, jdbc:mariadb://HOST:PORT/DATABASE or the address of another"
                            + " database, found ");
        }
        return new DatabaseAddress(url, JdbcSettings.KIND, List.of("url: " + MappingDraft.quoted(url)));
    }

    /** Never says more of the address than its scheme. */
    private static IllegalArgumentException refused(String url, String expectedAndFound) {
        return new IllegalArgumentException("expected " + expectedAndFound + JdbcUrl.scheme(url));
    }

    private static DatabaseAddress captured(String url, String kind, @Nullable String parameters, String... settings) {
        List<String> lines = new ArrayList<>(List.of(settings));
        if (parameters != null && !parameters.isEmpty()) {
            lines.add("# Parameters of the address that a mapping does not carry over: "
                    + MappingDraft.inComment(parameters.replaceAll("=[^&]*", "").replace("&", ", ")));
        }
        return new DatabaseAddress(url, kind, lines);
    }

    private static String portOr(Matcher address, String usual) {
        return Optional.ofNullable(address.group(2)).orElse(usual);
    }

    /** The source of a table of this database, one setting a line; {@code "?"} where only people know. */
    List<String> source(TableLook.Login login, List<String> columns, List<String> primaryKey) {
        List<String> lines = new ArrayList<>(List.of("kind: " + kind));
        lines.addAll(settings);
        lines.add("user: " + MappingDraft.quoted(login.user()));
        lines.add("password: ${file:" + login.passwordFile().toAbsolutePath() + "}");
        if (kind.equals(MariaDbSettings.KIND)) {
            lines.add("# A number from 1 to 4294967295 that no replica and no other adapter of this server has.");
            lines.add("serverId: " + MappingDraft.UNKNOWN_COLUMN);
        } else if (kind.equals(JdbcSettings.KIND)) {
            lines.add("# Column that grows with each change of a row: a time, or a whole number from a sequence.");
            lines.add("watermark: "
                    + Headings.columnFor("watermark", columns)
                            .map(MappingDraft::quoted)
                            .orElse(MappingDraft.UNKNOWN_COLUMN));
            if (primaryKey.isEmpty()) {
                lines.add("# Columns that name a row: the table has no primary key.");
                lines.add("key: " + MappingDraft.UNKNOWN_COLUMN);
            }
        }
        return lines;
    }

    /** Where it is; neither a login nor parameters. */
    @Override
    public String toString() {
        return JdbcUrl.withoutSecrets(url);
    }
}
