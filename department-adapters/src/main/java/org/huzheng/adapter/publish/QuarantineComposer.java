package org.huzheng.adapter.publish;

import java.nio.ByteBuffer;
import java.time.Instant;
import org.huzheng.adapter.mapping.MappedRow;
import org.huzheng.adapter.mapping.Mapping;
import org.huzheng.adapter.source.RefusedRow;
import org.huzheng.event.RejectedRecord;

/** Puts a refused row into the form of the quarantine topic. */
final class QuarantineComposer {
    private final Mapping mapping;
    private final String adapterRun;

    QuarantineComposer(Mapping mapping, String adapterRun) {
        this.mapping = mapping;
        this.adapterRun = adapterRun;
    }

    RejectedRecord compose(MappedRow.Refused refused, Instant rejectedAt) {
        RefusedRow row = refused.row();
        return RejectedRecord.newBuilder()
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
                .setRejectedAt(rejectedAt)
                .build();
    }
}
