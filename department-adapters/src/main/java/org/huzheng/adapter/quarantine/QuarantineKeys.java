package org.huzheng.adapter.quarantine;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.huzheng.adapter.mapping.MappedRow;
import org.huzheng.adapter.source.Operation;
import org.huzheng.adapter.source.SourceItem;
import org.huzheng.adapter.source.SourceRow;
import org.huzheng.adapter.source.UnreadableRow;
import org.huzheng.identity.PersonKeyDerivation;
import org.jspecify.annotations.Nullable;

/**
 * Makes the keys of refused rows: a keyed digest of what the row says. A row that stands in the source as before and is refused anew, by another
 * reading of the table or in another file, takes the place of its earlier entry; every change a log tells is an entry of its own.
 */
final class QuarantineKeys {
    private static final int NULL = -1;

    private final PersonKeyDerivation derivation;

    QuarantineKeys(PersonKeyDerivation derivation) {
        this.derivation = derivation;
    }

    String keyOf(MappedRow.Refused refused) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            write(out, refused.recordType());
            write(out, refused.mapping().from());
            write(out, refused.row().item());
        } catch (IOException e) {
            throw new IllegalStateException("memory: expected to be written to", e);
        }
        return derivation.tagOf(bytes.toByteArray());
    }

    private static void write(DataOutputStream out, SourceItem item) throws IOException {
        if (item instanceof SourceRow row) {
            write(out, row.operation().name());
            if (row.operation() != Operation.READ) {
                out.writeInt(row.version().epoch());
                out.writeLong(row.version().position());
            }
            write(out, row.values());
            return;
        }
        UnreadableRow row = (UnreadableRow) item;
        write(out, "unreadable");
        write(out, row.values());
        byte[] raw = row.rawBytes().orElse(new byte[0]);
        out.writeInt(raw.length);
        out.write(raw);
        if (raw.length == 0 && row.values().isEmpty()) {
            // Nothing of the row itself is known.
            write(out, row.origin());
            write(out, row.location());
        }
    }

    private static void write(DataOutputStream out, Map<String, ? extends @Nullable String> values) throws IOException {
        out.writeInt(values.size());
        for (Map.Entry<String, ? extends @Nullable String> value : new TreeMap<>(values).entrySet()) {
            write(out, value.getKey());
            write(out, value.getValue());
        }
    }

    private static void write(DataOutputStream out, @Nullable String text) throws IOException {
        if (text == null) {
            out.writeInt(NULL);
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
