package org.huzheng.adapter.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SourceBatchTest {
    private static final Optional<String> POSITION = Optional.of("position");
    private static final Optional<Instant> MARK = Optional.of(Instant.EPOCH);
    private static final Optional<SourceBatch.Snapshot> ENDED =
            Optional.of(new SourceBatch.Snapshot(Optional.of(new SourceVersion(0, 1))));
    private static final Optional<SourceBatch.Snapshot> UNDER_WAY =
            Optional.of(new SourceBatch.Snapshot(Optional.empty()));

    private static List<SourceItem> rows(int from, int to) {
        return IntStream.range(from, to)
                .<SourceItem>mapToObj(row -> new SourceRow(
                        "entry", "row " + row, Operation.READ, new SourceVersion(0, row), Instant.EPOCH, Map.of()))
                .toList();
    }

    @Test
    void shouldSayWithTheLastPartOnlyWhatIsSaidOfAllRows() {
        // Given
        SourceBatch batch = new SourceBatch(rows(0, 5), POSITION, MARK, ENDED);

        // When
        List<SourceBatch> parts = batch.inParts(2);

        // Then
        assertThat(parts)
                .containsExactly(
                        new SourceBatch(rows(0, 2), Optional.empty(), Optional.empty(), UNDER_WAY),
                        new SourceBatch(rows(2, 4), Optional.empty(), Optional.empty(), UNDER_WAY),
                        new SourceBatch(rows(4, 5), POSITION, MARK, ENDED));
    }

    @Test
    void shouldBeOnePartWhereItHoldsNoMoreRowsThanAPartMay() {
        // Given
        SourceBatch full = new SourceBatch(rows(0, 2), POSITION, MARK, ENDED);
        SourceBatch empty = new SourceBatch(List.of(), POSITION, MARK, Optional.empty());

        // When / Then
        assertThat(full.inParts(2)).containsExactly(full);
        assertThat(empty.inParts(2)).containsExactly(empty);
    }
}
