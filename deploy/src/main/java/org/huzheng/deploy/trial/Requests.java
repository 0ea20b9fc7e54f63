package org.huzheng.deploy.trial;

import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.huzheng.identity.ResidentIdentityNumber;

/** Bodies of requests, as {@code POST /v1/certificates} takes them. */
public final class Requests {
    private Requests() {}

    /** What the applicant is to the relative: {@code claimed}, e.g. MOTHER. */
    public static Map<String, Object> kinship(
            ResidentIdentityNumber applicant, ResidentIdentityNumber relative, String claimed) {
        Map<String, Object> request = of("kinship", TrialTokens.SCHOOL_ENROLMENT, applicant);
        request.put("relative", Map.of("identityNumber", relative.value()));
        request.put("claimedRelation", claimed);
        return request;
    }

    /** What was paid in some months, both included. */
    public static Map<String, Object> payment(ResidentIdentityNumber applicant, YearMonth from, YearMonth to) {
        Map<String, Object> request = of("payment", TrialTokens.HOUSING_LOAN, applicant);
        request.put("from", from.toString());
        request.put("to", to.toString());
        request.put("kinds", List.of("PENSION", "UNEMPLOYMENT", "WORK_INJURY"));
        return request;
    }

    /** That somebody lives: a claim that needs no certificate. */
    public static Map<String, Object> alive(ResidentIdentityNumber applicant) {
        return of("alive", TrialTokens.SCHOOL_ENROLMENT, applicant);
    }

    /** That so many months of pension were credited, of those from one to another, both included. */
    public static Map<String, Object> creditedMonths(
            ResidentIdentityNumber applicant, YearMonth from, YearMonth to, int minimumMonths) {
        Map<String, Object> request = of("credited-months", TrialTokens.SCHOOL_ENROLMENT, applicant);
        request.put("kind", "PENSION");
        request.put("from", from.toString());
        request.put("to", to.toString());
        request.put("minimumMonths", minimumMonths);
        return request;
    }

    private static Map<String, Object> of(String type, String purpose, ResidentIdentityNumber applicant) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("type", type);
        request.put("purpose", purpose);
        request.put("basis", Map.of("kind", "CONSENT", "reference", "演示 demo"));
        request.put("applicant", Map.of("identityNumber", applicant.value()));
        return request;
    }
}
