package org.huzheng.adapter.source.postgres;

import java.util.ArrayList;
import java.util.List;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.capture.CatalogConnection;

/**
 * The publication that says which changes the server hands over. One that was made for something else may leave out rows, columns or kinds of
 * changes without a word, so what it publishes is looked at before anything is read.
 */
final class PostgresPublication {
    private static final String TABLE = "n.nspname || '.' || c.relname";

    private final CatalogConnection connection;
    private final String name;

    PostgresPublication(CatalogConnection connection, String name) {
        this.connection = connection;
        this.name = name;
    }

    /** Requires a publication of all changes of these tables; makes it, or adds tables to it, if the login may. */
    void require(List<String> tables) throws SourceException {
        List<String> kindsLeftOut = connection.texts(
                "SELECT concat_ws(', ', CASE WHEN NOT pubinsert THEN 'insert' END, CASE WHEN NOT pubupdate THEN 'update' END,"
                        + " CASE WHEN NOT pubdelete THEN 'delete' END, CASE WHEN NOT pubtruncate THEN 'truncate' END)"
                        + " FROM pg_publication WHERE pubname = ?",
                name);
        if (kindsLeftOut.isEmpty()) {
            String command = "CREATE PUBLICATION " + quotedName() + " FOR TABLE " + PostgresCatalog.quotedTables(tables)
                    + " WITH (publish_via_partition_root = true)";
            connection.execute(wish("hold " + tables, "none of that name", command), command);
            return;
        }
        if (!kindsLeftOut.get(0).isEmpty()) {
            throw refused(
                    "publish every kind of change",
                    "that it leaves out " + kindsLeftOut.get(0),
                    "SET (publish = 'insert, update, delete, truncate')");
        }
        requireRootsOf(tables);
        requireMembers(tables);
        requireWholeTables(tables);
    }

    /** Else the changes of a partitioned table come under the names of its partitions, which no mapping names. */
    private void requireRootsOf(List<String> tables) throws SourceException {
        List<String> partitioned = new ArrayList<>(tables);
        partitioned.retainAll(connection.texts("SELECT " + TABLE
                + " FROM pg_partitioned_table p JOIN pg_class c ON c.oid = p.partrelid"
                + " JOIN pg_namespace n ON n.oid = c.relnamespace"));
        boolean byPartition = !connection
                .texts("SELECT pubname FROM pg_publication WHERE pubname = ? AND NOT pubviaroot", name)
                .isEmpty();
        if (byPartition && !partitioned.isEmpty()) {
            throw refused(
                    "publish the changes of " + partitioned + " under their own names",
                    "that it names their partitions instead",
                    "SET (publish_via_partition_root = true)");
        }
    }

    private void requireMembers(List<String> tables) throws SourceException {
        List<String> missing = missing(tables);
        if (missing.isEmpty()) {
            return;
        }
        String command = "ALTER PUBLICATION " + quotedName() + " ADD TABLE " + PostgresCatalog.quotedTables(missing);
        connection.execute(wish("hold " + tables, "it without " + missing, command), command);
        List<String> stillMissing = missing(tables);
        if (!stillMissing.isEmpty()) {
            throw new SourceException("expected publication " + name + " to publish the changes of " + stillMissing
                    + " under their own names, found that it names the table they are partitions of; name that one in"
                    + " the mapping, or set another publication");
        }
    }

    private List<String> missing(List<String> tables) throws SourceException {
        List<String> missing = new ArrayList<>(tables);
        missing.removeAll(connection.texts(
                "SELECT schemaname || '.' || tablename FROM pg_publication_tables WHERE pubname = ?", name));
        return missing;
    }

    private void requireWholeTables(List<String> tables) throws SourceException {
        requireNone("a row filter", "prqual", tables);
        requireNone("a column list", "prattrs", tables);
    }

    /** Of a column of the catalogue that holds what restricts a table. Servers before 15 have no such column, and no such thing. */
    private void requireNone(String what, String column, List<String> tables) throws SourceException {
        List<String> restricted = new ArrayList<>(tables);
        restricted.retainAll(connection.texts(
                "SELECT " + TABLE
                        + " FROM pg_publication_rel r JOIN pg_publication p ON p.oid = r.prpubid"
                        + " JOIN pg_class c ON c.oid = r.prrelid JOIN pg_namespace n ON n.oid = c.relnamespace"
                        + " WHERE p.pubname = ? AND to_jsonb(r) ->> ? IS NOT NULL",
                name,
                column));
        if (!restricted.isEmpty()) {
            String tablesQuoted = PostgresCatalog.quotedTables(restricted);
            throw refused(
                    "publish every row and every column",
                    what + " on " + restricted,
                    "DROP TABLE " + tablesQuoted + "; ALTER PUBLICATION " + quotedName() + " ADD TABLE "
                            + tablesQuoted);
        }
    }

    private String quotedName() {
        return PostgresCatalog.quoted(name);
    }

    private SourceException refused(String wanted, String found, String change) {
        return new SourceException(
                "expected " + wish(wanted, found, "ALTER PUBLICATION " + quotedName() + " " + change));
    }

    private String wish(String wanted, String found, String command) {
        return "publication " + name + " to " + wanted + ", found " + found + "; have an owner of the tables run: "
                + command;
    }
}
