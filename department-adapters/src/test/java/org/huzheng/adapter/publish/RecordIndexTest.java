package org.huzheng.adapter.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.huzheng.adapter.source.SourceVersion;
import org.huzheng.event.ChangeType;
import org.huzheng.identity.PersonKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordIndexTest {
    private static final TopicPartition PARTITION = new TopicPartition("medical.birth", 2);
    private static final PersonKey MOTHER = new PersonKey("AAAAAAAAAAAAAAAAAAAAAA");
    private static final PersonKey FATHER = new PersonKey("_____________________w");

    @TempDir
    Path directory;

    private static RecordReference record(String id) {
        return new RecordReference("org.huzheng.medical.Birth", id);
    }

    private static PublishedVersion version(long number) {
        return new PublishedVersion(
                new SourceVersion(3, number),
                ChangeType.CORRECTED,
                new BodyDigest(number, -1),
                List.of(
                        new PublishedVersion.Place(MOTHER, 2, Long.MAX_VALUE),
                        new PublishedVersion.Place(FATHER, 0, 0)),
                List.of(new PublishedVersion.Earlier(new SourceVersion(0, 1), new BodyDigest(7, 8))));
    }

    private static List<RecordReference> unseen(RecordIndex index) {
        List<RecordReference> unseen = new ArrayList<>();
        try (UnseenRecords records = index.unseen()) {
            for (Optional<RecordReference> next = records.next(); next.isPresent(); next = records.next()) {
                unseen.add(next.get());
            }
        }
        return unseen;
    }

    @Test
    void shouldStillKnowWhatWasPublishedWhenItIsOpenedAgain() {
        // Given
        try (RecordIndex index = RecordIndex.open(directory)) {
            index.belongTo("topic 1");
            index.put(Map.of(record("出生/1"), version(5)), Map.of(PARTITION, 12L));
        }

        // When
        try (RecordIndex index = RecordIndex.open(directory)) {
            // Then
            assertThat(index.lastOf(List.of(record("2"), record("出生/1"))))
                    .containsExactly(Optional.empty(), Optional.of(version(5)));
            assertThat(index.completeBelow(PARTITION)).isEqualTo(12);
            assertThat(index.completeBelow(new TopicPartition("medical.birth", 1)))
                    .isZero();
            assertThat(index.origin()).contains("topic 1");
        }
    }

    @Test
    void shouldFindWhatASnapshotDidNotHoldAndForgetItForTheNext() {
        // Given
        try (RecordIndex index = RecordIndex.open(directory)) {
            for (String id : List.of("1", "2", "3", "10")) {
                index.put(Map.of(record(id), version(1)), Map.of(PARTITION, 1L));
            }
            index.see(List.of(record("2"), record("99")));
            index.see(List.of(record("10")));

            // When
            List<RecordReference> first = unseen(index);
            index.forgetSeen();
            List<RecordReference> next = unseen(index);

            // Then
            assertThat(first).containsExactly(record("1"), record("3"));
            assertThat(next).containsExactly(record("1"), record("10"), record("2"), record("3"));
        }
    }

    @Test
    void shouldHoldNothingOfTheTopicsBeforeWhenItBeginsAnew() {
        // Given
        try (RecordIndex index = RecordIndex.open(directory)) {
            index.belongTo("topic 1");
            index.put(Map.of(record("1"), version(1)), Map.of(PARTITION, 1L));

            // When
            index.beginAnew();

            // Then
            assertThat(index.lastOf(record("1"))).isEmpty();
            assertThat(index.completeBelow(PARTITION)).isZero();
            assertThat(index.origin()).isEmpty();
            assertThat(unseen(index)).isEmpty();
        }
    }

    @Test
    void shouldRefuseASecondAdapterOnTheSameDirectory() {
        // Given
        try (RecordIndex first = RecordIndex.open(directory)) {
            // When / Then
            assertThatExceptionOfType(PublishException.class)
                    .isThrownBy(() -> RecordIndex.open(directory))
                    .withMessageContaining("no other adapter has open at " + directory);
            assertThat(unseen(first)).isEmpty();
        }
    }
}
