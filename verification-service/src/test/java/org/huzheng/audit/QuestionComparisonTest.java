package org.huzheng.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.huzheng.catalogue.Topics;
import org.huzheng.exchange.PartialQuestion;
import org.huzheng.exchange.RequestForm;
import org.huzheng.exchange.Scope;
import org.huzheng.issuance.TestWire;
import org.huzheng.wire.AvroWire;
import org.junit.jupiter.api.Test;

class QuestionComparisonTest {
    private static final String TODAY = "2026.15";
    private static final String EARLIER = "2026.13";
    private static final PartialQuestion ASKED_TODAY = question(
            "mother",
            "org.huzheng.civilaffairs.Adoption",
            "org.huzheng.civilaffairs.Marriage",
            "org.huzheng.household.Resident");
    private static final PartialQuestion ASKED_EARLIER = question("mother", "org.huzheng.household.Resident");

    private final AvroWire wire = new TestWire().wire();

    @Test
    void shouldKnowAQuestionOfAnEarlierRuleVersionThatSearchedLess() {
        assertThat(isSame(ASKED_TODAY, ASKED_EARLIER, EARLIER)).isTrue();
    }

    @Test
    void shouldHoldAQuestionOfTheRulesOfTodayToWhatItSearched() {
        assertThat(isSame(ASKED_TODAY, ASKED_TODAY, TODAY)).isTrue();
        assertThat(isSame(ASKED_TODAY, ASKED_EARLIER, TODAY)).isFalse();
    }

    @Test
    void shouldAskAnEarlierRuleVersionWhatItSearchedAndTodaysRulesWhatTheySearch() {
        // When
        PartialQuestion then = QuestionComparison.asThen(ASKED_TODAY, ASKED_EARLIER.getScopes(), EARLIER);
        PartialQuestion today = QuestionComparison.asThen(ASKED_TODAY, ASKED_EARLIER.getScopes(), TODAY);

        // Then
        assertThat(then).isEqualTo(ASKED_EARLIER);
        assertThat(today).isEqualTo(ASKED_TODAY);
    }

    @Test
    void shouldTellAQuestionToSomebodyElseWhateverTheRuleVersion() {
        // Given
        PartialQuestion toAnother = question("stranger", "org.huzheng.household.Resident");

        // Then
        assertThat(isSame(ASKED_TODAY, toAnother, EARLIER)).isFalse();
        assertThat(isSame(ASKED_TODAY, toAnother, TODAY)).isFalse();
    }

    @Test
    void shouldExcuseNoRuleVersionThatThereNeverWas() {
        assertThat(isSame(ASKED_TODAY, ASKED_EARLIER, "2025.01")).isFalse();
    }

    private boolean isSame(PartialQuestion ours, PartialQuestion logged, String ruleVersion) {
        byte[] value = wire.encode(Topics.QUESTIONS.name(), logged);
        return new QuestionComparison(new RecordComparison(wire)).isSame(ours, logged, value, ruleVersion);
    }

    private static PartialQuestion question(String person, String... recordTypes) {
        List<Scope> scopes = Stream.of(recordTypes)
                .map(type -> new Scope(person, type, null, null, false))
                .toList();
        return new PartialQuestion(
                "request-1",
                1,
                1,
                "mother",
                person,
                scopes,
                "office",
                "school-enrolment",
                RequestForm.VERIFICATION,
                Instant.EPOCH,
                null);
    }
}
