package org.huzheng.wire;

import java.util.ArrayList;
import org.apache.avro.Conversions;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.specific.SpecificData;

/**
 * How records are built when they are read: arrays become Java's own lists. Avro's own arrays compare their items without the conversions of the
 * record, so that {@code equals} of a record with a list of dates would throw.
 */
final class PlainLists extends SpecificData {
    private static final int FIRST_CAPACITY = 16;

    PlainLists() {
        addLogicalTypeConversion(new TimeConversions.DateConversion());
        addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
        addLogicalTypeConversion(new Conversions.DecimalConversion());
    }

    @Override
    public Object newArray(Object old, int size, Schema schema) {
        // The size comes from the bytes and may be anything.
        return new ArrayList<>(Math.min(size, FIRST_CAPACITY));
    }
}
