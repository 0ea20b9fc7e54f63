package org.huzheng.kinship;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Stream;
import org.huzheng.codes.RelationToHead;
import org.huzheng.event.Sex;
import org.huzheng.exchange.Relation;
import org.huzheng.kinship.Composition.Outcome;
import org.huzheng.kinship.KinCodes.Age;
import org.junit.jupiter.api.Test;

/** The codes a certificate prints are those the composition table understands. */
class KinCodesTest {
    @Test
    void shouldPrintACodeThatMeansTheRelation() {
        for (Relation relation : Relation.values()) {
            for (Age age : Age.values()) {
                Optional<String> code = KinCodes.table().code(relation, age);
                code.ifPresent(found -> {
                    assertThat(RelationToHead.ofCode(found).sex().orElse(Relations.sexOf(relation)))
                            .as("%s %s", relation, found)
                            .isEqualTo(Relations.sexOf(relation));
                    Line line = Relations.lineOf(relation).orElseThrow();
                    assertThat(Stream.of(Sex.MALE, Sex.FEMALE)
                                    .map(head -> Composition.table().of(found, "02", head)))
                            .as("%s %s", relation, found)
                            .anyMatch(said ->
                                    said instanceof Outcome.Undetermined || said.equals(new Outcome.Settled(line)));
                });
            }
        }
    }

    @Test
    void shouldTellEldersFromYoungerOnesOnlyByTheirAge() {
        assertThat(KinCodes.table().code(Relation.BROTHER, Age.ELDER)).contains("71");
        assertThat(KinCodes.table().code(Relation.BROTHER, Age.YOUNGER)).contains("73");
        assertThat(KinCodes.table().code(Relation.BROTHER, Age.UNKNOWN)).isEmpty();
        assertThat(KinCodes.table().code(Relation.FATHERS_BROTHERS_WIFE, Age.YOUNGER))
                .contains("84");
        assertThat(KinCodes.table().code(Relation.MOTHER, Age.UNKNOWN)).contains("52");
        assertThat(KinCodes.table().code(Relation.HUSBANDS_BROTHER, Age.ELDER)).isEmpty();
        assertThat(KinCodes.table().code(Relation.UNKNOWN, Age.ELDER)).isEmpty();
    }
}
