package org.huzheng.claims;

import java.util.List;
import java.util.Objects;
import org.huzheng.decision.CaseFile;
import org.huzheng.decision.Inquiry;
import org.huzheng.decision.Judgement;
import org.huzheng.exchange.Claim;
import org.huzheng.exchange.ClaimRequest;
import org.huzheng.payment.InsuredClaim;
import org.huzheng.payment.MonthsClaim;
import org.jspecify.annotations.Nullable;

/** A claim that holds of a person, or does not, or cannot be told. Its verdict's content is the claim itself. */
sealed interface Predicate permits Kinship, OfInsurance, Alive, SameHousehold {
    /** Whom to ask first. */
    List<Inquiry> firstInquiries();

    /** What to make of what was heard. */
    Judgement judge(CaseFile file);

    /**
     * The predicate a request claims.
     *
     * @throws IllegalArgumentException if a member its kind needs is missing
     */
    static Predicate of(ClaimRequest request) {
        Claim claim = request.getClaim();
        String person = request.getHeader().getApplicantKey();
        return switch (claim.getKind()) {
            case RELATED ->
                new Kinship.Related(
                        request.getHeader(),
                        claim,
                        needed(claim.getOtherKey(), claim, "otherKey"),
                        needed(claim.getRelation(), claim, "relation"));
            case DIRECT_KIN ->
                new Kinship.Direct(request.getHeader(), claim, needed(claim.getOtherKey(), claim, "otherKey"));
            case CREDITED_MONTHS -> new OfInsurance(person, claim, months(claim));
            case INSURED ->
                new OfInsurance(
                        person,
                        claim,
                        new InsuredClaim(
                                needed(claim.getInsurance(), claim, "insurance"),
                                request.getHeader().getAsOf()));
            case ALIVE -> new Alive(person, claim, request.getHeader().getAsOf());
            case SAME_HOUSEHOLD ->
                new SameHousehold(
                        person,
                        claim,
                        needed(claim.getOtherKey(), claim, "otherKey"),
                        request.getHeader().getAsOf());
            case UNKNOWN -> throw new IllegalArgumentException("claim: expected a known kind, found UNKNOWN");
        };
    }

    private static MonthsClaim months(Claim claim) {
        return new MonthsClaim(
                needed(claim.getInsurance(), claim, "insurance"),
                needed(claim.getFromMonth(), claim, "fromMonth"),
                needed(claim.getToMonth(), claim, "toMonth"),
                needed(claim.getMinimumMonths(), claim, "minimumMonths"),
                Objects.requireNonNullElse(claim.getContinuous(), false));
    }

    private static <T> T needed(@Nullable T member, Claim claim, String name) {
        if (member == null) {
            throw new IllegalArgumentException("claim " + claim.getKind() + ": expected " + name + ", found none");
        }
        return member;
    }
}
