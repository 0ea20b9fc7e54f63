package org.huzheng.claims;

import java.util.List;
import org.huzheng.decision.CaseFile;
import org.huzheng.decision.Inquiry;
import org.huzheng.decision.Judgement;
import org.huzheng.decision.Judgement.AskFurther;
import org.huzheng.decision.Judgement.Verdict;
import org.huzheng.decision.Registered;
import org.huzheng.exchange.Claim;
import org.huzheng.payment.InsuredClaim;
import org.huzheng.payment.MonthsClaim;

/** Claims about what one person has paid, and is insured in. */
sealed interface OfInsurance extends Predicate {
    /** Person the claim is about. */
    String personKey();

    /** What to ask under one of the person's numbers. */
    Inquiry inquiry(String key);

    /** The verdict once every number of the person was asked. */
    Verdict verdict(Registered person);

    @Override
    default List<Inquiry> firstInquiries() {
        return List.of(inquiry(personKey()));
    }

    @Override
    default Judgement judge(CaseFile file) {
        Registered person = Registered.of(personKey(), file);
        List<String> unheard = person.identity().unheard(file);
        return unheard.isEmpty()
                ? verdict(person)
                : new AskFurther(unheard.stream().map(this::inquiry).toList());
    }

    /** That so many months were credited. */
    record Months(String personKey, Claim claim, MonthsClaim claimed) implements OfInsurance {
        @Override
        public Inquiry inquiry(String key) {
            return claimed.inquiry(key);
        }

        @Override
        public Verdict verdict(Registered person) {
            return claimed.verdict(person, claim);
        }
    }

    /** That the person is insured. */
    record Insured(String personKey, Claim claim, InsuredClaim claimed) implements OfInsurance {
        @Override
        public Inquiry inquiry(String key) {
            return claimed.inquiry(key);
        }

        @Override
        public Verdict verdict(Registered person) {
            return claimed.verdict(person, claim);
        }
    }
}
