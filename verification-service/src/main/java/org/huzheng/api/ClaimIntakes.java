package org.huzheng.api;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.YearMonth;
import java.util.Set;
import org.huzheng.exchange.Claim;
import org.huzheng.exchange.ClaimKind;
import org.huzheng.exchange.Relation;
import org.huzheng.payment.MonthNumbers;
import org.huzheng.socialsecurity.InsuranceKind;

/** The claims that can be asked about. A new one is one method here and a predicate. */
@Factory
final class ClaimIntakes {
    private static final String OTHER = "other";
    private static final String KIND = "kind";

    @Singleton
    ClaimIntake related() {
        return new ClaimIntake(ClaimKind.RELATED, Set.of(OTHER, "relation"), (claim, body, people) -> {
            other(claim, body, people);
            claim.setRelation(body.symbol("relation", Relation.class, body.text("relation")));
        });
    }

    @Singleton
    ClaimIntake directKin() {
        return new ClaimIntake(ClaimKind.DIRECT_KIN, Set.of(OTHER), ClaimIntakes::other);
    }

    @Singleton
    ClaimIntake sameHousehold() {
        return new ClaimIntake(ClaimKind.SAME_HOUSEHOLD, Set.of(OTHER), ClaimIntakes::other);
    }

    @Singleton
    ClaimIntake alive() {
        return new ClaimIntake(ClaimKind.ALIVE, Set.of(), (claim, body, people) -> {});
    }

    @Singleton
    ClaimIntake insured() {
        return new ClaimIntake(ClaimKind.INSURED, Set.of(KIND), (claim, body, people) -> insurance(claim, body));
    }

    @Singleton
    ClaimIntake creditedMonths() {
        return new ClaimIntake(
                ClaimKind.CREDITED_MONTHS,
                Set.of(KIND, "from", "to", "minimumMonths", "continuous"),
                (claim, body, people) -> {
                    YearMonth from = Months.read(body, "from");
                    insurance(claim, body);
                    claim.setFromMonth(MonthNumbers.of(from));
                    claim.setToMonth(MonthNumbers.of(Months.end(body, "to", from)));
                    claim.setMinimumMonths(Months.count(body, "minimumMonths")
                            .orElseThrow(() ->
                                    ProblemException.malformed(body.at("minimumMonths"), "a whole number", null)));
                    claim.setContinuous(body.optionalFlag("continuous").orElse(false));
                });
    }

    private static void other(Claim.Builder claim, JsonBody body, People people) {
        claim.setOtherKey(people.keyOf(body, OTHER));
    }

    private static void insurance(Claim.Builder claim, JsonBody body) {
        claim.setInsurance(body.symbol(KIND, InsuranceKind.class, body.text(KIND)));
    }
}
