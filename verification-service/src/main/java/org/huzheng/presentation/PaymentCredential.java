package org.huzheng.presentation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.exchange.MonthSpan;
import org.huzheng.exchange.PaidKind;
import org.huzheng.exchange.PaidMonth;
import org.huzheng.exchange.PaymentContent;
import org.huzheng.exchange.PaymentDecision;
import org.huzheng.payment.MonthNumbers;
import org.huzheng.socialsecurity.EnrolmentStatus;
import org.huzheng.socialsecurity.InsuranceKind;
import org.jspecify.annotations.Nullable;

/**
 * The social-insurance payment certificate (社保缴费证明): per kind of insurance the months credited, apart from the period asked for, which may end
 * later. Amounts and employers are for the holder to show or leave out. Amounts are yuan with two decimals, as text.
 */
public final class PaymentCredential implements CredentialTemplate {
    private static final PersonClaims PERSON = new PersonClaims("person", "参保人", "insured person");

    @Override
    public String certificateType() {
        return "payment";
    }

    @Override
    public List<ClaimDescription> claims() {
        List<ClaimDescription> claims = new ArrayList<>();
        claims.add(ClaimDescription.disclosed("period_asked", "申请查询的期间", "Period asked for"));
        claims.add(ClaimDescription.disclosed("insurance", "各险种参保状态与到账月数", "Status and credited months per kind"));
        claims.addAll(PERSON.descriptions());
        claims.add(ClaimDescription.selective("current_employer", "现参保单位", "Current employer"));
        claims.add(ClaimDescription.selective(
                "current_region", "现参保地（GB/T 2260）", "Current place of insurance, GB/T 2260"));
        claims.add(ClaimDescription.selective("medical_status", "医疗保险参保状态", "Status of the medical insurance"));
        claims.add(ClaimDescription.selective("totals", "到账金额合计（元）", "Totals credited, yuan"));
        for (InsuranceKind kind : InsuranceKind.values()) {
            if (kind != InsuranceKind.UNKNOWN) {
                claims.add(ClaimDescription.selective(
                        rowsOf(kind),
                        InsuranceKindNames.chinese(kind) + "逐月明细",
                        "Monthly rows: " + rowsOf(kind).substring("months_".length())));
            }
        }
        return List.copyOf(claims);
    }

    @Override
    public void write(SpecificRecord decision, CredentialContent.Builder content) {
        if (!(decision instanceof PaymentDecision payment) || payment.getContent() == null) {
            throw new MissingContentException("a payment decision that grants", decision);
        }
        PaymentContent said = payment.getContent();
        content.disclosed("period_asked", period(said))
                .disclosed(
                        "insurance",
                        said.getKinds().stream().map(PaymentCredential::summary).toList());
        PERSON.write(said.getPerson(), content);
        addUnlessAbsent(content, "current_employer", said.getCurrentEmployer());
        addUnlessAbsent(content, "current_region", said.getCurrentRegion());
        addUnlessAbsent(content, "medical_status", name(said.getMedicalStatus()));
        content.selective(
                "totals",
                said.getKinds().stream().map(PaymentCredential::totals).toList());
        for (PaidKind kind : said.getKinds()) {
            content.selective(
                    rowsOf(kind.getKind()),
                    kind.getMonths().stream().map(PaymentCredential::row).toList());
        }
    }

    private static Map<String, Object> period(PaymentContent said) {
        Map<String, Object> period = new LinkedHashMap<>();
        period.put("from", MonthNumbers.text(said.getFromMonth()));
        period.put("to", MonthNumbers.text(said.getToMonth()));
        return period;
    }

    private static Map<String, Object> summary(PaidKind kind) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("kind", kind.getKind().name());
        summary.put("zh", InsuranceKindNames.chinese(kind.getKind()));
        putUnlessAbsent(summary, "status", name(kind.getStatus()));
        summary.put("credited_months", kind.getCreditedMonths());
        putUnlessAbsent(summary, "first_credited", monthOrAbsent(kind.getFirstCredited()));
        putUnlessAbsent(summary, "last_credited", monthOrAbsent(kind.getLastCredited()));
        if (kind.getLongestRun() > 0) {
            // a decision of before runs were counted has none
            summary.put("longest_run", kind.getLongestRun());
        }
        if (!kind.getGaps().isEmpty()) {
            summary.put(
                    "gaps", kind.getGaps().stream().map(PaymentCredential::gap).toList());
        }
        return summary;
    }

    private static Map<String, Object> gap(MonthSpan gap) {
        Map<String, Object> span = new LinkedHashMap<>();
        span.put("from", MonthNumbers.text(gap.getFromMonth()));
        span.put("to", MonthNumbers.text(gap.getToMonth()));
        return span;
    }

    private static @Nullable String monthOrAbsent(@Nullable Integer yearMonth) {
        return yearMonth == null ? null : MonthNumbers.text(yearMonth);
    }

    private static Map<String, Object> totals(PaidKind kind) {
        Map<String, Object> totals = new LinkedHashMap<>();
        totals.put("kind", kind.getKind().name());
        putUnlessAbsent(totals, "personal", yuan(kind.getPersonalTotal()));
        putUnlessAbsent(totals, "employer", yuan(kind.getEmployerTotal()));
        return totals;
    }

    private static Map<String, Object> row(PaidMonth paid) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("month", MonthNumbers.text(paid.getMonth()));
        putUnlessAbsent(row, "employer", paid.getEmployerName());
        putUnlessAbsent(row, "base", yuan(paid.getBase()));
        putUnlessAbsent(row, "personal", yuan(paid.getPersonalAmount()));
        putUnlessAbsent(row, "employer_amount", yuan(paid.getEmployerAmount()));
        row.put("arrival", paid.getArrival().name());
        row.put("manner", paid.getManner().name());
        row.put("region", paid.getRegionCode());
        row.put("counted", paid.getCounted());
        return row;
    }

    private static String rowsOf(InsuranceKind kind) {
        return "months_" + kind.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable String name(@Nullable EnrolmentStatus status) {
        return status == null ? null : status.name();
    }

    private static @Nullable String yuan(@Nullable BigDecimal amount) {
        return amount == null ? null : amount.toPlainString();
    }

    private static void addUnlessAbsent(CredentialContent.Builder content, String name, @Nullable String value) {
        if (value != null) {
            content.selective(name, value);
        }
    }

    private static void putUnlessAbsent(Map<String, Object> members, String name, @Nullable String value) {
        if (value != null) {
            members.put(name, value);
        }
    }
}
