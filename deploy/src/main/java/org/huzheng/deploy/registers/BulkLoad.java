package org.huzheng.deploy.registers;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.stream.Stream;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Writes many rows into a table by COPY. */
final class BulkLoad {
    private static final int ROWS_PER_CHUNK = 1_000;

    private BulkLoad() {}

    static void copy(Connection connection, RegisterSource table, Stream<RegisterRow> rows) throws SQLException {
        Layout layout = Layout.of(table);
        CopyIn copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY " + table.place() + " (" + String.join(", ", layout.columns())
                        + ") FROM STDIN (FORMAT csv)");
        try {
            StringBuilder chunk = new StringBuilder();
            int inChunk = 0;
            for (Iterator<RegisterRow> each = rows.iterator(); each.hasNext(); ) {
                append(chunk, each.next());
                if (++inChunk == ROWS_PER_CHUNK || !each.hasNext()) {
                    byte[] bytes = chunk.toString().getBytes(StandardCharsets.UTF_8);
                    copy.writeToCopy(bytes, 0, bytes.length);
                    chunk.setLength(0);
                    inChunk = 0;
                }
            }
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private static void append(StringBuilder chunk, RegisterRow row) {
        for (int i = 0; i < row.values().size(); i++) {
            String value = row.values().get(i);
            chunk.append(i == 0 ? "" : ",").append(value == null ? "" : CsvField.quoted(value));
        }
        chunk.append('\n');
    }
}
