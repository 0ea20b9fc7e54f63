package org.huzheng.adapter.quarantine;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.huzheng.adapter.mapping.MappedRow;
import org.huzheng.adapter.mapping.Mapping;
import org.huzheng.adapter.source.RefusedRow;
import org.huzheng.adapter.source.RowSize;
import org.huzheng.adapter.source.SourceRow;
import org.huzheng.event.RejectedRecord;
import org.huzheng.identity.PersonKeyDerivation;

/** Puts a refused row into the form of the quarantine topic, with all that is needed to take it through a mapping again. */
public final class QuarantineComposer {
    private static final int SHORT_VALUE = 1_000;

    private final Mapping mapping;
    private final QuarantineKeys keys;
    private final String adapterRun;

    public QuarantineComposer(Mapping mapping, PersonKeyDerivation derivation, String adapterRun) {
        this.mapping = mapping;
        this.keys = new QuarantineKeys(derivation);
        this.adapterRun = adapterRun;
    }

    /** Key of the row in the quarantine topic: tells equal rows from others, and nobody's data. */
    public String keyOf(MappedRow.Refused refused) {
        return keys.keyOf(refused);
    }

    public RejectedRecord compose(MappedRow.Refused refused, Instant rejectedAt) {
        RefusedRow row = refused.row();
        boolean whole = RowSize.of(row) <= RowSize.LARGEST;
        RejectedRecord.Builder entry = RejectedRecord.newBuilder()
                .setDepartment(mapping.department().code())
                .setRecordType(refused.recordType())
                .setSource(row.origin())
                .setLocation(row.location())
                .setRule(row.rejection().rule().code())
                .setField(row.rejection().field().orElse(null))
                .setExpected(row.rejection().expected())
                .setFound(row.rejection()
                        .found()
                        .map(QuarantineComposer::beginning)
                        .orElse(null))
                .setFoundShown(row.rejection()
                        .foundShown()
                        .map(QuarantineComposer::beginning)
                        .orElse(null))
                .setRow(whole ? row.values() : shortValues(row))
                .setRawBytes(row.rawBytes()
                        .filter(raw -> whole)
                        .map(ByteBuffer::wrap)
                        .orElse(null))
                .setMappingDigest(mapping.digest())
                .setAdapterRun(adapterRun)
                .setRejectedAt(rejectedAt);
        if (whole && row.item() instanceof SourceRow stated) {
            entry.setOperation(stated.operation().name())
                    .setVersionEpoch(stated.version().epoch())
                    .setVersion(stated.version().position())
                    .setCommittedAt(stated.committedAt())
                    .setNullColumns(nullColumns(stated));
        }
        return entry.build();
    }

    /** What tells people which row it was, of one too large to be kept: it can only be read again at its source. */
    private static Map<String, String> shortValues(RefusedRow row) {
        Map<String, String> values = new LinkedHashMap<>();
        row.values().forEach((column, value) -> {
            if (value.length() <= SHORT_VALUE) {
                values.put(column, value);
            }
        });
        return values;
    }

    private static String beginning(String found) {
        return found.length() <= RowSize.LARGEST ? found : found.substring(0, SHORT_VALUE);
    }

    private static List<String> nullColumns(SourceRow row) {
        return row.values().entrySet().stream()
                .filter(value -> value.getValue() == null)
                .map(Map.Entry::getKey)
                .toList();
    }
}
