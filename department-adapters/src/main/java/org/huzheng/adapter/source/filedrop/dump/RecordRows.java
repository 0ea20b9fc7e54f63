package org.huzheng.adapter.source.filedrop.dump;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All rows of one record.
 *
 * @param whole what they say together, in their order
 * @param numbers their numbers
 * @param following the first row of the next record
 */
record RecordRows(
        DumpEntry whole, List<Integer> numbers, @Nullable DumpEntry following) {
    static RecordRows read(DumpEntry first, EntrySorter sorter) throws IOException {
        DumpEntry following = sorter.next();
        if (following == null || !following.isOfSameRecord(first)) {
            return new RecordRows(first, List.of(first.row()), following);
        }
        DumpEntry whole = first;
        List<Integer> numbers = new ArrayList<>(List.of(first.row()));
        while (following != null && following.isOfSameRecord(first)) {
            whole = whole.with(following);
            numbers.add(following.row());
            following = sorter.next();
        }
        return new RecordRows(whole, numbers, following);
    }
}
