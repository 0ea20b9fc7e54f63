package org.huzheng.deploy.demo;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.YearMonth;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.huzheng.deploy.demo.Offices.Reply;
import org.huzheng.deploy.population.Cast;
import org.huzheng.deploy.population.Correction;
import org.huzheng.deploy.population.Person;
import org.huzheng.deploy.population.Population;
import org.huzheng.deploy.registers.DepartmentDatabase.Committed;
import org.huzheng.deploy.trial.Departments;
import org.huzheng.deploy.trial.Narrator;
import org.huzheng.deploy.trial.Requests;
import org.huzheng.deploy.trial.TrialException;
import org.huzheng.household.Resident;
import org.huzheng.identity.ResidentIdentityNumber;
import org.huzheng.status.CredentialStatus;

/** What happens at the offices: certificates, refusals that explain themselves, and a dispute and a correction that turn a certificate's status. */
final class Story {
    private static final Duration TURN_PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(5);
    private static final int MINIMUM_MONTHS = 12;

    private final Departments departments;
    private final Offices offices;
    private final Interlude interlude;
    private final Narrator narrator;
    private final Map<String, Integer> refusals = new TreeMap<>();
    private int certificates;
    private String certificate = "";

    /**
     * A story not yet told.
     *
     * @param interlude what befalls the exchange after the first certificates
     */
    Story(Departments departments, Offices offices, Interlude interlude, Narrator narrator) {
        this.interlude = interlude;
        this.departments = departments;
        this.offices = offices;
        this.narrator = narrator;
    }

    int certificates() {
        return certificates;
    }

    Map<String, Integer> refusals() {
        return refusals;
    }

    /** The first certificate, which nothing in the story touches later: an SD-JWT VC with all disclosures. */
    String certificate() {
        return certificate;
    }

    /** Tells the whole story; returns how long the status took to turn, in milliseconds. */
    long tell() throws TrialException, IOException, InterruptedException {
        Cast cast = departments.cast();
        narrator.chapter("窗口", "At the window");
        certificate = issue(
                        "母子关系证明",
                        "A mother–child certificate",
                        Requests.kinship(cast.mother().number(), cast.child().number(), "MOTHER"))
                .credential();
        YearMonth last = YearMonth.from(Population.TODAY).minusMonths(1);
        YearMonth first = last.minusMonths(Population.MONTHS - 1L);
        issue(
                "社保缴费证明",
                "A social-insurance payment certificate",
                Requests.payment(cast.payer().number(), first, last));
        verifyPayment(cast.payer(), first, last);
        issue(
                "父女关系证明(父亲已去世)",
                "A certificate that a dead man was her father",
                Requests.kinship(cast.orphan().number(), cast.deceasedFather().number(), "DAUGHTER"));
        issue(
                "祖孙关系证明(经由已去世的父亲)",
                "A certificate that she is her dead father's mother's granddaughter",
                Requests.kinship(cast.grandmother().number(), cast.orphan().number(), "FATHERS_MOTHER"));

        interlude.happen(narrator);
        narrator.chapter("不能证明的,说明理由", "What cannot be certified is refused with its reason");
        refuse(
                "继母与继子",
                "A stepmother and the head's son",
                cast.stepmother().number(),
                cast.stepson().number(),
                "MOTHER");
        refuse(
                "毫无关系的两人",
                "Two strangers",
                cast.stranger().number(),
                cast.child().number(),
                "FATHER");
        refuse(
                "无此人记录",
                "A number no register knows",
                cast.absentNumber(),
                cast.child().number(),
                "MOTHER");

        narrator.chapter("异议、更正与证明", "A dispute, a correction and a certificate");
        return disputeAndCorrect();
    }

    private Reply issue(String chinese, String english, Map<String, Object> request)
            throws TrialException, InterruptedException {
        Reply reply = offices.certificate(request);
        if (!reply.isCertificate()) {
            throw new TrialException(
                    chinese + "未签发:" + reply.reasonsInChinese(),
                    "Expected a certificate, found " + reply.answer() + ": " + reply.reasonsInEnglish());
        }
        certificates++;
        if (!offices.isValid(reply.credential()) || offices.statusOf(reply.credential()) != CredentialStatus.VALID) {
            throw new TrialException(
                    "证明 " + reply.number() + " 未通过验证。", "Expected the certificate to be valid, found it is not.");
        }
        narrator.say(
                chinese + " " + reply.number() + ":已签发,验证通过", english + ": issued, and checked by anybody as valid");
        return reply;
    }

    private void verifyPayment(Person payer, YearMonth first, YearMonth last)
            throws TrialException, InterruptedException {
        Map<String, Object> request = Requests.payment(payer.number(), first, last);
        request.put("minimumMonths", MINIMUM_MONTHS);
        Reply reply = offices.verification(request);
        narrator.say(
                "核验是否缴满 " + MINIMUM_MONTHS + " 个月(不交出数据):" + reply.reasonsInChinese(),
                "Verification, at least " + MINIMUM_MONTHS + " months (no data handed over): " + reply.answer() + ", "
                        + reply.reasonsInEnglish());
    }

    private void refuse(
            String chinese,
            String english,
            ResidentIdentityNumber applicant,
            ResidentIdentityNumber relative,
            String claimed)
            throws TrialException, InterruptedException {
        Reply reply = offices.certificate(Requests.kinship(applicant, relative, claimed));
        if (reply.isCertificate()) {
            throw new TrialException(chinese + ":不应签发。", "Expected a refusal, found a certificate: " + english);
        }
        refusals.merge(reply.answer(), 1, Integer::sum);
        narrator.say(
                chinese + ":不予签发,理由:" + reply.reasonsInChinese(),
                english + ": refused, " + reply.answer() + ", " + reply.reasonsInEnglish());
    }

    private long disputeAndCorrect() throws TrialException, IOException, InterruptedException {
        Correction correction = departments.nextCorrection();
        Reply issued = issue(
                "母女关系证明",
                "A mother–daughter certificate",
                Requests.kinship(
                        correction.motherBefore().number(), correction.child().number(), "MOTHER"));
        ResidentIdentityNumber daughter = correction.child().number();
        URI dispute = dispute(daughter);
        awaitStatus(issued, CredentialStatus.SUSPENDED, System.nanoTime());
        narrator.say(
                "女儿提出异议:她不是我的母亲;证明 " + issued.number() + " 随即暂扣",
                "The daughter disputes that entry: the certificate is suspended");
        Committed committed = departments.correct(correction);
        narrator.say(
                "户籍数据库更正:该女儿的母亲另有其人(" + correction.reason() + ")",
                "The household database is corrected: the daughter's mother is another woman");
        awaitStatus(issued, CredentialStatus.INVALID, committed.nanoTime());
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - committed.nanoTime());
        narrator.say(
                "证明 " + issued.number() + " 的状态自行变为撤销,距提交 " + millis + " 毫秒",
                "The certificate's status turned to INVALID by itself, " + millis + " ms after the commit");
        narrator.say("异议办结:" + awaitEnd(dispute, daughter), "The correction has ended the dispute");
        return millis;
    }

    /** She learns the event of her own entry from an answer that rests on it alone. */
    private URI dispute(ResidentIdentityNumber citizen) throws TrialException, InterruptedException {
        Reply alive = offices.verification(Requests.alive(citizen));
        narrator.say(
                "核验是否健在(无需证明):" + alive.reasonsInChinese(),
                "Verification, alive (no certificate): " + alive.answer() + ", " + alive.reasonsInEnglish());
        return offices.dispute(
                citizen, alive.firstRecord(), Resident.getClassSchema().getFullName(), "mother");
    }

    private void awaitStatus(Reply issued, CredentialStatus expected, long sinceNanos)
            throws TrialException, InterruptedException {
        CredentialStatus status = offices.statusOf(issued.credential());
        while (status != expected) {
            if (System.nanoTime() > sinceNanos + TURN_PATIENCE.toNanos()) {
                throw new TrialException(
                        "证明状态没有随之变化。",
                        "Expected the status to turn to " + expected + " within " + TURN_PATIENCE.toSeconds()
                                + " s, found " + status);
            }
            Thread.sleep(LOOK_INTERVAL.toMillis());
            status = offices.statusOf(issued.credential());
        }
    }

    private String awaitEnd(URI dispute, ResidentIdentityNumber citizen) throws TrialException, InterruptedException {
        long until = System.nanoTime() + TURN_PATIENCE.toNanos();
        Optional<String> end = offices.endOf(dispute, citizen);
        while (end.isEmpty()) {
            if (System.nanoTime() > until) {
                throw new TrialException("异议没有随更正办结。", "Expected the correction to end the dispute, found it open");
            }
            Thread.sleep(LOOK_INTERVAL.toMillis());
            end = offices.endOf(dispute, citizen);
        }
        return end.get();
    }
}
