package org.huzheng.claims;

import java.util.List;
import org.huzheng.decision.CaseFile;
import org.huzheng.decision.Inquiry;
import org.huzheng.decision.Judgement;
import org.huzheng.decision.Judgement.AskFurther;
import org.huzheng.decision.Registered;
import org.huzheng.exchange.Claim;
import org.huzheng.payment.InsuranceClaim;

/**
 * What one person has paid, or is insured in.
 *
 * @param personKey person the claim is about
 * @param claim the claim
 * @param claimed what it claims
 */
record OfInsurance(String personKey, Claim claim, InsuranceClaim claimed) implements Predicate {
    @Override
    public List<Inquiry> firstInquiries() {
        return List.of(claimed.inquiry(personKey));
    }

    @Override
    public Judgement judge(CaseFile file) {
        Registered person = Registered.of(personKey, file);
        List<Inquiry> unasked = person.unasked(file, claimed::inquiry);
        return unasked.isEmpty() ? claimed.verdict(person, file, claim) : new AskFurther(unasked);
    }
}
