package org.huzheng.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchTest {
    private static final Asker OFFICE = new Asker("office", Set.of());

    @Test
    void shouldBeKnownByItsIdAlone() {
        // Given
        Batch batch = Batch.named(OFFICE, "key-1", 10_000);

        // When
        Batch read = Batch.ofId(batch.id()).orElseThrow();

        // Then
        assertThat(read).isEqualTo(batch);
        assertThat(read.idBeginning(9_999)).isEqualTo(batch.idBeginning(9_999));
    }

    @Test
    void shouldNeverShareABeginningBetweenClaimsBatchesOrAskers() {
        // Given
        Batch batch = Batch.named(OFFICE, "key-1", 2);
        Batch other = Batch.named(OFFICE, "key-2", 2);
        Batch another = Batch.named(new Asker("another", Set.of()), "key-1", 2);

        // Then
        assertThat(Set.of(
                        batch.idBeginning(0),
                        batch.idBeginning(1),
                        other.idBeginning(0),
                        another.idBeginning(0),
                        RequestIntake.named(OFFICE, "key-1") + "-"))
                .hasSize(5);
    }

    @Test
    void shouldBeginTheIdsOfItsClaimsTheSameHoweverManyThereAre() {
        assertThat(Batch.named(OFFICE, "key-1", 3).idBeginning(1))
                .isEqualTo(Batch.named(OFFICE, "key-1", 2).idBeginning(1));
    }

    @Test
    void shouldKnowNoBatchByAnIdWhoseNumberOfClaimsWasChanged() {
        // Given
        String id = Batch.named(OFFICE, "key-1", 4).id();

        // When
        String changed = id.replace("-4-", "-3-");

        // Then
        assertThat(changed).isNotEqualTo(id);
        assertThat(Batch.ofId(changed)).isEmpty();
    }

    @Test
    void shouldKnowNoBatchOfMoreClaimsThanABatchMayHave() {
        assertThat(Batch.ofId(Batch.named(OFFICE, "key-1", 10_001).id())).isEmpty();
    }

    /** Those that end in digits at all end in the right ones, but for the last. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00000000000000000000000000000000",
                "00000000000000000000000000000000-2",
                "00000000000000000000000000000000-0",
                "00000000000000000000000000000000-0-707b4868",
                "00000000000000000000000000000000-10001-68089615",
                "00000000000000000000000000000000-99999999999-20894e09",
                "0000000000000000000000000000000G-1-e5733a62",
                "00000000000000000000000000000000-1-00000000"
            })
    void shouldKnowNoBatchByAnythingElse(String id) {
        assertThat(Batch.ofId(id)).isEmpty();
    }
}
