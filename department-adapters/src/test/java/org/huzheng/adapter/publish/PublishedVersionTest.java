package org.huzheng.adapter.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.huzheng.adapter.source.SourceVersion;
import org.huzheng.event.ChangeType;
import org.huzheng.identity.PersonKey;
import org.junit.jupiter.api.Test;

class PublishedVersionTest {
    private static final PersonKey ONE = new PersonKey("AAAAAAAAAAAAAAAAAAAAAA");
    private static final PersonKey OTHER = new PersonKey("_____________________w");

    private static PublishedVersion event(long version, PersonKey key, long offset) {
        return new PublishedVersion(
                new SourceVersion(0, version),
                ChangeType.CORRECTED,
                new BodyDigest(version, version),
                List.of(new PublishedVersion.Place(key, 0, offset)),
                List.of());
    }

    @Test
    void shouldComeToTheSameWhateverTheOrderOfPartitions() {
        // Given: two versions, the later one under two keys
        PublishedVersion first = event(1, ONE, 10);
        PublishedVersion second = event(2, ONE, 20);
        PublishedVersion secondElsewhere = event(2, OTHER, 5);

        // When
        PublishedVersion inOrder = first.with(second, true).with(secondElsewhere, true);
        PublishedVersion reversed = secondElsewhere.with(second, true).with(first, true);

        // Then
        assertThat(inOrder.version()).isEqualTo(new SourceVersion(0, 2));
        assertThat(reversed.version()).isEqualTo(inOrder.version());
        assertThat(inOrder.places()).hasSize(2);
        assertThat(reversed.places()).containsExactlyInAnyOrderElementsOf(inOrder.places());
        assertThat(reversed.earlier()).isEqualTo(inOrder.earlier()).hasSize(1);
        assertThat(first.with(second, false).earlier()).isEmpty();
    }

    @Test
    void shouldKnowWhatAVersionSaidThatWasNeverPublishedBecauseItSaidNothingNew() {
        // Given: versions 1, 4 and 9 said something new
        PublishedVersion last = event(1, ONE, 1).with(event(4, ONE, 2), true).with(event(9, ONE, 3), true);

        // When
        Optional<BodyDigest> between = last.bodyAt(new SourceVersion(0, 6));
        Optional<BodyDigest> before = last.bodyAt(new SourceVersion(0, 0));

        // Then
        assertThat(between).contains(new BodyDigest(4, 4));
        assertThat(before).isEmpty();
    }
}
