package org.huzheng.wire;

import java.util.ArrayList;
import org.apache.avro.Conversions;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/**
 * How records are built: of the generated class where the type has one, else as a {@link DescribedRecord}. Arrays become Java's own lists: Avro's own
 * compare their items without the conversions of the record, so that {@code equals} of a record with a list of dates would throw.
 */
final class ExchangeRecords extends SpecificData {
    private static final int FIRST_CAPACITY = 16;

    ExchangeRecords() {
        addLogicalTypeConversion(new TimeConversions.DateConversion());
        addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
        addLogicalTypeConversion(new Conversions.DecimalConversion());
    }

    @Override
    public Object newArray(Object old, int size, Schema schema) {
        // The size comes from the bytes and may be anything.
        return new ArrayList<>(Math.min(size, FIRST_CAPACITY));
    }

    @Override
    public Object newRecord(@Nullable Object old, Schema schema) {
        return getClass(schema) == null ? new DescribedRecord(schema) : super.newRecord(old, schema);
    }
}
