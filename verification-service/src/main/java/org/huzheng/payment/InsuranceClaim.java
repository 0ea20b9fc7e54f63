package org.huzheng.payment;

import org.huzheng.decision.CaseFile;
import org.huzheng.decision.Inquiry;
import org.huzheng.decision.Judgement.Verdict;
import org.huzheng.decision.Registered;
import org.huzheng.exchange.Claim;

/** What can be claimed of one person's social insurance. */
public sealed interface InsuranceClaim permits MonthsClaim, InsuredClaim {
    /** Whom to ask about the claim under one of the person's numbers. */
    Inquiry inquiry(String personKey);

    /**
     * Whether it holds for a person of whom everything was heard.
     *
     * @param person as of the day asked about
     * @param file what was heard of them, of every day too
     * @param claim what a verdict that grants contains
     */
    Verdict verdict(Registered person, CaseFile file, Claim claim);
}
