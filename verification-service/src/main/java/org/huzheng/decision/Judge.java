package org.huzheng.decision;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.decision.Judgement.Verdict;
import org.huzheng.exchange.DecisionHeader;
import org.huzheng.exchange.RequestHeader;
import org.jspecify.annotations.Nullable;

/**
 * Judges the requests of one certificate type. A pure function of what it is given: the auditor calls it again with the same.
 *
 * @param <Q> request record
 */
public interface Judge<Q extends SpecificRecord> {
    /** Head of the request. */
    RequestHeader headerOf(Q request);

    /** Whom to ask first. */
    List<Inquiry> firstInquiries(Q request);

    /** Rounds of questions a case of this type takes at most; where more would be needed the answer is AMBIGUOUS. */
    default int mostRounds() {
        return CaseJudging.MAX_ROUNDS;
    }

    /** What to make of what was heard; called when everybody asked so far has answered. */
    Judgement judge(Q request, CaseFile file);

    /**
     * What a certificate issued on a day may say, by all that is known of that day now; none where later facts touch a certificate of this type. A certificate that
     * says one of these stays as it is. There are several where the records leave open what was so on the day itself.
     *
     * @param file what was heard, everybody having answered
     */
    default Stream<Verdict> asCertified(Q request, CaseFile file, LocalDate day) {
        return Stream.empty();
    }

    /** The decision record of this type. */
    SpecificRecord decision(Q request, DecisionHeader header, @Nullable SpecificRecord content);
}
