package org.huzheng.adapter.source.filedrop.format;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import java.util.Arrays;

/** Keeps of each record the bytes of its fields, which the reader hands over as one Latin-1 character each. Nothing is decoded. */
final class CsvFieldsHandler extends AbstractBaseCsvCallbackHandler<CsvFields> {
    /** Longer records are none: a quote that is never closed must not fill the memory. */
    static final int RECORD_BYTES_MAX = 1 << 26;

    static final int FIELDS_MAX = 1 << 14;

    private byte[] bytes = new byte[1 << 10];
    private int[] ends = new int[1 << 6];
    private int length;

    @Override
    protected void handleBegin(long startingLineNumber) {
        length = 0;
    }

    @Override
    protected void handleField(int field, char[] characters, int offset, int count, boolean quoted) {
        if (count >= RECORD_BYTES_MAX - length || field >= FIELDS_MAX) {
            throw new CsvParseException("record that begins in line " + getStartingLineNumber() + ": expected at most "
                    + RECORD_BYTES_MAX + " bytes in " + FIELDS_MAX + " fields, found more");
        }
        if (bytes.length - length <= count) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count + 1));
        }
        if (ends.length == field) {
            ends = Arrays.copyOf(ends, 2 * ends.length);
        }
        for (int index = 0; index < count; index++) {
            bytes[length + index] = (byte) characters[offset + index];
        }
        length += count;
        ends[field] = length;
        bytes[length++] = CsvFields.END;
    }

    @Override
    protected CsvFields buildRecord() {
        return new CsvFields(
                getStartingLineNumber(), Arrays.copyOf(bytes, length), Arrays.copyOf(ends, getFieldCount()));
    }
}
