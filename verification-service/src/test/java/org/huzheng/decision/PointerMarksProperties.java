package org.huzheng.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.huzheng.catalogue.Topics;
import org.huzheng.event.FeedMark;

/** Pointers are as complete as the source partition that is furthest behind, in whatever order marks of different partitions come. */
class PointerMarksProperties {
    private static final int PARTITIONS = 3;
    private static final int SOURCES = PointerMarks.SOURCES.size() * PARTITIONS;

    /**
     * A mark of one source partition.
     *
     * @param source number of the source partition, from 0
     * @param second its time
     */
    record Mark(int source, int second) {}

    @Property
    void shouldSayTheLeastOfTheLastMarksWhenItChangesOnceEverySourceWasHeard(@ForAll("marks") List<Mark> marks) {
        // Given
        PointerMarks pointers = PointerMarks.inMemory();
        Map<Integer, Integer> last = new HashMap<>();
        Optional<Instant> before = Optional.empty();
        for (Mark mark : marks) {
            last.put(mark.source(), mark.second());

            // When
            Optional<Instant> said = pointers.hear(forwarded(mark));

            // Then
            Optional<Instant> least = last.size() < SOURCES
                    ? Optional.empty()
                    : Optional.of(Instant.ofEpochSecond(Collections.min(last.values())));
            assertThat(said).isEqualTo(least.equals(before) ? Optional.empty() : least);
            before = least;
        }
    }

    @Property
    void shouldSayTheSameInTheEndHoweverSourcesInterleave(@ForAll("marks") List<Mark> marks, @ForAll long chance) {
        // Given
        Map<Integer, List<Mark>> bySource = new HashMap<>();
        marks.forEach(mark -> bySource.computeIfAbsent(mark.source(), source -> new ArrayList<>())
                .add(mark));
        List<Integer> turns = new ArrayList<>(marks.stream().map(Mark::source).toList());
        Collections.shuffle(turns, new Random(chance));

        // When
        List<Mark> interleaved =
                turns.stream().map(source -> bySource.get(source).remove(0)).toList();

        // Then
        assertThat(last(interleaved)).isEqualTo(last(marks));
    }

    @Property
    void shouldNotHearAMarkThatNamesNoSource(@ForAll("marks") List<Mark> marks) {
        // Given
        PointerMarks pointers = PointerMarks.inMemory();
        marks.forEach(mark -> pointers.hear(forwarded(mark)));
        FeedMark own = FeedMark.newBuilder(forwarded(new Mark(0, 99)))
                .setSourceTopic(null)
                .build();
        FeedMark other = FeedMark.newBuilder(forwarded(new Mark(0, 99)))
                .setSourceTopic("household.resident")
                .build();

        // When / Then
        assertThat(pointers.hear(own)).isEmpty();
        assertThat(pointers.hear(other)).isEmpty();
    }

    @Provide
    Arbitrary<List<Mark>> marks() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, SOURCES - 1),
                        Arbitraries.integers().between(0, 50))
                .as(Mark::new)
                .list()
                .ofMinSize(10)
                .ofMaxSize(60);
    }

    private static Optional<Instant> last(List<Mark> marks) {
        PointerMarks pointers = PointerMarks.inMemory();
        return marks.stream()
                .flatMap(mark -> pointers.hear(forwarded(mark)).stream())
                .reduce((before, said) -> said);
    }

    private static FeedMark forwarded(Mark mark) {
        return FeedMark.newBuilder()
                .setDepartment("any")
                .setTopic(Topics.POINTERS.name())
                .setPartition(0)
                .setCommittedBefore(Instant.ofEpochSecond(mark.second()))
                .setAdapterRun("run-1")
                .setSourceTopic(
                        PointerMarks.SOURCES.get(mark.source() / PARTITIONS).name())
                .setSourcePartition(mark.source() % PARTITIONS)
                .setSourcePartitions(PARTITIONS)
                .build();
    }
}
