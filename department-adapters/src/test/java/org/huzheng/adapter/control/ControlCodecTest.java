package org.huzheng.adapter.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.huzheng.adapter.control.Answer.Settlement;
import org.huzheng.adapter.quarantine.Selection;
import org.junit.jupiter.api.Test;

class ControlCodecTest {
    private static final Instant AT = Instant.parse("2024-05-01T08:30:00Z");

    private final ControlState state = new ControlState();

    private void write(Order order) {
        ControlCodec.read(order.key(), ControlCodec.write(order), state);
    }

    private void write(Order order, boolean done) {
        Answer answer = new Answer(order.id(), "run", "digest", AT, done, new Settlement(1, 2, 3, 4, 5, true));
        ControlCodec.read(ControlCodec.keyOfAnswerTo(order), ControlCodec.write(answer), state);
    }

    @Test
    void shouldReadBackWhatIsAskedAndAnswered() {
        // Given
        Selection selection = new Selection(
                Optional.of("identity-number"),
                Optional.of("run"),
                Optional.of("org.huzheng.medical.Birth"),
                Optional.of(AT),
                Optional.of(AT.plusSeconds(1)),
                Set.of("key"));
        Order replay = Order.replay(selection, 17);
        Order drop = Order.drop(Selection.all(), 18);

        // When
        write(replay);
        write(drop);
        write(replay, false);

        // Then
        assertThat(state.unanswered()).containsExactly(replay, drop);
        assertThat(state.answerTo(replay))
                .hasValue(new Answer(replay.id(), "run", "digest", AT, false, new Settlement(1, 2, 3, 4, 5, true)));

        // When
        write(replay, true);

        // Then
        assertThat(state.unanswered()).containsExactly(drop);
    }

    @Test
    void shouldLetTheNewestOrderAboutTheFeedHoldWhateverIsAnsweredLater() {
        // Given
        Order.Pause pause = Order.pause();
        Order.Resume resume = Order.resume();

        // When: the adapter answers the first when the second is given
        write(pause);
        write(resume);
        write(pause, true);

        // Then
        assertThat(pause.key()).isEqualTo(resume.key()).isNotEqualTo(ControlCodec.keyOfAnswerTo(pause));
        assertThat(state.pause()).isEmpty();
        assertThat(state.unanswered()).containsExactly(resume);
    }

    @Test
    void shouldSayWhichEntryItCannotRead() {
        assertThatExceptionOfType(ControlException.class)
                .isThrownBy(
                        () -> ControlCodec.read("feed", "{\"verb\":\"dance\"}".getBytes(StandardCharsets.UTF_8), state))
                .withMessageContaining("at key feed");
        assertThatExceptionOfType(ControlException.class)
                .isThrownBy(() -> ControlCodec.read("order/1", new byte[] {1}, state))
                .withMessageContaining("at key order/1");
    }
}
