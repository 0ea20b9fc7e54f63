package org.huzheng.api;

import java.util.LinkedHashMap;
import java.util.Map;
import org.huzheng.exchange.Claim;
import org.huzheng.exchange.DecisionHeader;
import org.huzheng.exchange.KnownDecision;
import org.huzheng.payment.MonthNumbers;
import org.jspecify.annotations.Nullable;

/** What a signed answer repeats of the question: what was claimed, of which day, as known when. Whom it is about only its asker knows. */
final class SignedClaims {
    private SignedClaims() {}

    static Map<String, Object> of(KnownDecision decision) {
        DecisionHeader header = decision.getHeader();
        Map<String, Object> claims = new LinkedHashMap<>();
        put(claims, "as_of", header.getAsOf());
        put(claims, "known_at", header.getKnownAt());
        Claim claim = decision.getClaim();
        if (claim != null) {
            Map<String, Object> claimed = membersOf(claim);
            if (!claimed.isEmpty()) {
                claims.put("claim", claimed);
            }
        }
        return claims;
    }

    private static Map<String, Object> membersOf(Claim claim) {
        Map<String, Object> members = new LinkedHashMap<>();
        put(members, "relation", claim.getRelation());
        put(members, "insurance", claim.getInsurance());
        put(members, "from", month(claim.getFromMonth()));
        put(members, "to", month(claim.getToMonth()));
        if (claim.getMinimumMonths() != null) {
            members.put("minimum_months", claim.getMinimumMonths());
        }
        if (claim.getContinuous() != null) {
            members.put("continuous", claim.getContinuous());
        }
        return members;
    }

    private static @Nullable String month(@Nullable Integer yearMonth) {
        return yearMonth == null ? null : MonthNumbers.text(yearMonth);
    }

    private static void put(Map<String, Object> members, String name, @Nullable Object value) {
        if (value != null) {
            members.put(name, value.toString());
        }
    }
}
