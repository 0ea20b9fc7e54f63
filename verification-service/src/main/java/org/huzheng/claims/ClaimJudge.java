package org.huzheng.claims;

import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.decision.CaseFile;
import org.huzheng.decision.Inquiry;
import org.huzheng.decision.Judge;
import org.huzheng.decision.Judgement;
import org.huzheng.exchange.ClaimDecision;
import org.huzheng.exchange.ClaimRequest;
import org.huzheng.exchange.DecisionHeader;
import org.huzheng.exchange.RequestHeader;
import org.jspecify.annotations.Nullable;

/** Judges claims. The decision repeats the claim and says nothing else of the people. */
public final class ClaimJudge implements Judge<ClaimRequest> {
    /** Whether a request is a claim about one person alone, which can be judged where that person's records lie. */
    public static boolean concernsOnePerson(SpecificRecord request) {
        return request instanceof ClaimRequest claimed && claimed.getClaim().getOtherKey() == null;
    }

    @Override
    public RequestHeader headerOf(ClaimRequest request) {
        return request.getHeader();
    }

    @Override
    public List<Inquiry> firstInquiries(ClaimRequest request) {
        return Predicate.of(request).firstInquiries();
    }

    @Override
    public Judgement judge(ClaimRequest request, CaseFile file) {
        return Predicate.of(request).judge(file);
    }

    @Override
    public SpecificRecord decision(ClaimRequest request, DecisionHeader header, @Nullable SpecificRecord content) {
        return new ClaimDecision(header, request.getClaim());
    }
}
