package org.huzheng.adapter.quarantine;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.huzheng.adapter.mapping.MappedRow;
import org.huzheng.adapter.mapping.Mapping;
import org.huzheng.adapter.source.RefusedRow;
import org.huzheng.adapter.source.SourceRow;
import org.huzheng.event.RejectedRecord;
import org.huzheng.identity.PersonKeyDerivation;

/** Puts a refused row into the form of the quarantine topic, with all that is needed to take it through a mapping again. */
public final class QuarantineComposer {
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
        RejectedRecord.Builder entry = RejectedRecord.newBuilder()
                .setDepartment(mapping.department().code())
                .setRecordType(refused.recordType())
                .setSource(row.origin())
                .setLocation(row.location())
                .setRule(row.rejection().rule().code())
                .setField(row.rejection().field().orElse(null))
                .setExpected(row.rejection().expected())
                .setFound(row.rejection().found().orElse(null))
                .setRow(row.values())
                .setRawBytes(row.rawBytes().map(ByteBuffer::wrap).orElse(null))
                .setMappingDigest(mapping.digest())
                .setAdapterRun(adapterRun)
                .setRejectedAt(rejectedAt);
        if (row.item() instanceof SourceRow stated) {
            entry.setOperation(stated.operation().name())
                    .setVersionEpoch(stated.version().epoch())
                    .setVersion(stated.version().position())
                    .setCommittedAt(stated.committedAt())
                    .setNullColumns(nullColumns(stated));
        }
        return entry.build();
    }

    private static List<String> nullColumns(SourceRow row) {
        return row.values().entrySet().stream()
                .filter(value -> value.getValue() == null)
                .map(Map.Entry::getKey)
                .toList();
    }
}
