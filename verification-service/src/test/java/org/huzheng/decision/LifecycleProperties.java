package org.huzheng.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.huzheng.exchange.Answer;
import org.huzheng.exchange.CertificateAction;
import org.huzheng.exchange.CertificateStatus;

/** How certificates live on, whatever is judged in whatever order. */
class LifecycleProperties {
    private static final Lifecycle NEW = new Lifecycle(Optional.empty(), 0, Optional.empty());

    /** One judgement: its answer and, when it grants, what a certificate would say. */
    record Judged(Answer answer, Optional<ByteBuffer> content) {}

    @Property
    void shouldNeverCountVersionsDownAndCountUpOnlyToIssue(@ForAll("histories") List<Judged> history) {
        Lifecycle life = NEW;
        for (Judged judged : history) {
            // When
            Lifecycle.Turn turn = life.on(judged.answer(), judged.content());

            // Then
            boolean issues = turn.action() == CertificateAction.ISSUE || turn.action() == CertificateAction.SUPERSEDE;
            assertThat(turn.after().version()).isEqualTo(life.version() + (issues ? 1 : 0));
            life = turn.after();
        }
    }

    @Property
    void shouldLeaveRevokedOnlyByIssuing(@ForAll("histories") List<Judged> history) {
        Lifecycle life = NEW;
        for (Judged judged : history) {
            // When
            Lifecycle.Turn turn = life.on(judged.answer(), judged.content());

            // Then
            if (life.status().equals(Optional.of(CertificateStatus.REVOKED))) {
                assertThat(turn.action()).isIn(CertificateAction.NONE, CertificateAction.ISSUE);
                assertThat(turn.after().status())
                        .contains(
                                turn.action() == CertificateAction.ISSUE
                                        ? CertificateStatus.VALID
                                        : CertificateStatus.REVOKED);
            }
            life = turn.after();
        }
    }

    @Property
    void shouldStandExactlyWhenTheLastJudgementGranted(@ForAll("histories") List<Judged> history) {
        Lifecycle life = NEW;
        for (Judged judged : history) {
            // When
            life = life.on(judged.answer(), judged.content()).after();

            // Then
            assertThat(life.status().equals(Optional.of(CertificateStatus.VALID)))
                    .isEqualTo(judged.content().isPresent());
            if (judged.content().isPresent()) {
                assertThat(life.contentDigest()).isEqualTo(judged.content());
            }
        }
    }

    @Property
    void shouldDoNothingWhenTheSameIsJudgedTwice(@ForAll("histories") List<Judged> history) {
        // Given
        Lifecycle life = NEW;
        for (Judged judged : history) {
            life = life.on(judged.answer(), judged.content()).after();
        }
        Judged last = history.get(history.size() - 1);

        // When
        Lifecycle.Turn again = life.on(last.answer(), last.content());

        // Then
        assertThat(again.action()).isEqualTo(CertificateAction.NONE);
        assertThat(again.after()).isEqualTo(life);
    }

    @Property
    void shouldNeverTouchACertificateThatWasNotIssued(@ForAll("refusals") List<Judged> refusals) {
        Lifecycle life = NEW;
        for (Judged refusal : refusals) {
            // When
            Lifecycle.Turn turn = life.on(refusal.answer(), refusal.content());

            // Then
            assertThat(turn.action()).isEqualTo(CertificateAction.NONE);
            life = turn.after();
        }
        assertThat(life).isEqualTo(NEW);
    }

    @Example
    void shouldRefuseAGrantWithoutContent() {
        // Given
        Lifecycle valid = NEW.on(Answer.MATCH, Optional.of(content(1))).after();

        // When / Then
        assertThatThrownBy(() -> valid.on(Answer.MATCH, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected content with MATCH");
    }

    @Provide
    Arbitrary<List<Judged>> histories() {
        Arbitrary<Judged> granted =
                Arbitraries.integers().between(1, 2).map(say -> new Judged(Answer.MATCH, Optional.of(content(say))));
        return Arbitraries.oneOf(granted, refused()).list().ofMinSize(1).ofMaxSize(12);
    }

    @Provide
    Arbitrary<List<Judged>> refusals() {
        return refused().list().ofMinSize(1).ofMaxSize(6);
    }

    private static Arbitrary<Judged> refused() {
        return Arbitraries.of(
                        Answer.MISMATCH,
                        Answer.NO_RECORD,
                        Answer.RECORD_INACTIVE,
                        Answer.UNDER_REVIEW,
                        Answer.AMBIGUOUS,
                        Answer.STALE)
                .map(answer -> new Judged(answer, Optional.empty()));
    }

    private static ByteBuffer content(int say) {
        return ByteBuffer.wrap(new byte[] {(byte) say});
    }
}
