package org.huzheng.claims;

import java.util.List;
import java.util.Optional;
import org.huzheng.decision.CaseFile;
import org.huzheng.decision.Inquiry;
import org.huzheng.decision.Judgement;
import org.huzheng.decision.Judgement.Finding;
import org.huzheng.decision.Judgement.Verdict;
import org.huzheng.decision.Rule;
import org.huzheng.exchange.Answer;
import org.huzheng.exchange.Claim;
import org.huzheng.exchange.KinshipContent;
import org.huzheng.exchange.KinshipRequest;
import org.huzheng.exchange.Relation;
import org.huzheng.exchange.RequestHeader;
import org.huzheng.kinship.KinshipJudge;
import org.huzheng.kinship.Relations;
import org.jspecify.annotations.Nullable;

/** Claims about what two people are to each other: judged as for a kinship certificate, of which only the answer is told. */
sealed interface Kinship extends Predicate {
    KinshipJudge JUDGE = new KinshipJudge();

    /** The question a kinship certificate would be asked for with. */
    KinshipRequest question();

    /** The claim itself. */
    Claim claim();

    /** What a kinship that was found means for the claim. */
    Verdict found(KinshipContent kinship, List<Finding> findings);

    @Override
    default List<Inquiry> firstInquiries() {
        return JUDGE.firstInquiries(question());
    }

    @Override
    default Judgement judge(CaseFile file) {
        Judgement judgement = JUDGE.judge(question(), file);
        return judgement instanceof Verdict verdict && verdict.content().isPresent()
                ? found((KinshipContent) verdict.content().get(), verdict.findings())
                : judgement;
    }

    private static KinshipRequest question(RequestHeader header, String otherKey, @Nullable Relation relation) {
        return KinshipRequest.newBuilder()
                .setHeader(header)
                .setRelativeKey(otherKey)
                .setClaimedRelation(relation)
                .build();
    }

    /** That the applicant is to the other what is said. */
    record Related(RequestHeader header, Claim claim, String otherKey, Relation relation) implements Kinship {
        @Override
        public KinshipRequest question() {
            return Kinship.question(header, otherKey, relation);
        }

        @Override
        public Verdict found(KinshipContent kinship, List<Finding> findings) {
            return Verdict.match(findings, claim);
        }
    }

    /**
     * That one of the two descends from the other (直系血亲), by birth or adoption. A spouse is no direct kin in this sense, nor is a step-parent, whom bringing up
     * alone makes one, and no record says so.
     */
    record Direct(RequestHeader header, Claim claim, String otherKey) implements Kinship {
        @Override
        public KinshipRequest question() {
            return Kinship.question(header, otherKey, null);
        }

        /** Where the kinship judge finds nothing, the line upwards may go on beyond where it looks. */
        @Override
        public Judgement judge(CaseFile file) {
            Judgement judgement = Kinship.super.judge(file);
            return judgement instanceof Verdict verdict
                            && verdict.answer() == Answer.NO_RECORD
                            && isOfNoRelation(verdict)
                    ? Ancestors.of(header.getApplicantKey(), otherKey, file)
                            .beyond()
                            .orElse(verdict)
                    : judgement;
        }

        private static boolean isOfNoRelation(Verdict verdict) {
            return verdict.findings().stream().anyMatch(finding -> finding.rule() == Rule.NO_RELATION);
        }

        @Override
        public Verdict found(KinshipContent kinship, List<Finding> findings) {
            return Relations.isDirect(kinship.getRelation())
                    ? Verdict.match(findings, claim)
                    : new Verdict(
                            Answer.MISMATCH,
                            findings.stream()
                                    .map(finding -> Finding.of(Rule.NOT_DIRECT_KIN, finding.events()))
                                    .toList(),
                            Optional.empty());
        }
    }
}
