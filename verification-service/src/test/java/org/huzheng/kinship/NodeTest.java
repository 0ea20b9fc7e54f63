package org.huzheng.kinship;

import static org.assertj.core.api.Assertions.assertThat;

import org.huzheng.event.DocumentType;
import org.huzheng.event.Sex;
import org.huzheng.event.StatedPerson;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When two people without a resident identity number are one. */
class NodeTest {
    @ParameterizedTest
    @CsvSource({
        "PASSPORT, P1, ANNA, PASSPORT, P1, ANNA, true, false",
        "PASSPORT, P1, ANNA, PASSPORT, P1, JANE, false, false",
        "PASSPORT, P1, ANNA, PASSPORT, P2, ANNA, false, false",
        "FOREIGN_PERMANENT_RESIDENCE, F1, ANNA, FOREIGN_PERMANENT_RESIDENCE, F1, 安娜, true, false",
        "FOREIGN_PERMANENT_RESIDENCE, F1, ANNA, PASSPORT, F1, ANNA, false, false",
        "RESIDENCE_PERMIT_HK_MO_TW, 81, ANNA, RESIDENCE_PERMIT_HK_MO_TW, 81, ANNA, true, false",
        "NONE, , ANNA, NONE, , ANNA, false, true",
        "NONE, , ANNA, NONE, , JANE, false, false",
        "NONE, N1, ANNA, NONE, N1, ANNA, false, true",
        "UNKNOWN, N1, ANNA, UNKNOWN, N1, ANNA, false, true",
        "NONE, , ANNA, PASSPORT, P1, ANNA, false, true",
        "PASSPORT, , ANNA, PASSPORT, P1, ANNA, false, true",
        "NONE, , , NONE, , , false, false"
    })
    void shouldTellWhoIsTheSameAndWhoMayBe(
            DocumentType type,
            @Nullable String number,
            @Nullable String name,
            DocumentType otherType,
            @Nullable String otherNumber,
            @Nullable String otherName,
            boolean same,
            boolean maybe) {
        // Given
        Node one = Node.withoutNumber(new StatedPerson(null, name, type, number), Sex.FEMALE);
        Node other = Node.withoutNumber(new StatedPerson(null, otherName, otherType, otherNumber), Sex.FEMALE);

        // Then
        assertThat(one.isSameAs(other)).isEqualTo(same);
        assertThat(other.isSameAs(one)).isEqualTo(same);
        assertThat(one.mayBe(other)).isEqualTo(maybe);
        assertThat(other.mayBe(one)).isEqualTo(maybe);
    }
}
