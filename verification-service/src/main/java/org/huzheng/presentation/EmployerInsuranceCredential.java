package org.huzheng.presentation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.exchange.EmployerInsuranceContent;
import org.huzheng.exchange.EmployerInsuranceDecision;
import org.huzheng.exchange.InsuredKind;
import org.huzheng.exchange.InsuredPerson;
import org.huzheng.exchange.InsuredTotal;
import org.huzheng.payment.MonthNumbers;

/**
 * The certificate of an employer's insured people (单位参保证明): how many were insured in a month in each kind, and for the employer to show or leave
 * out, who they were. Identity numbers are masked.
 */
public final class EmployerInsuranceCredential implements CredentialTemplate {
    @Override
    public String certificateType() {
        return "employer-insurance";
    }

    @Override
    public List<ClaimDescription> claims() {
        return List.of(
                ClaimDescription.disclosed(
                        "employer_code", "单位统一社会信用代码", "Unified social credit code of the employer, GB 32100"),
                ClaimDescription.disclosed("month", "参保月份", "Month of insurance"),
                ClaimDescription.disclosed("insurance", "各险种参保人数", "People insured in each kind"),
                ClaimDescription.selective("employer_name", "单位名称", "Name of the employer"),
                ClaimDescription.selective(
                        "insured", "参保人员名单（身份证号码部分隐藏）", "The insured people, identity numbers masked"));
    }

    @Override
    public void write(SpecificRecord decision, CredentialContent.Builder content) {
        if (!(decision instanceof EmployerInsuranceDecision insurance) || insurance.getContent() == null) {
            throw new MissingContentException("an employer-insurance decision that grants", decision);
        }
        EmployerInsuranceContent said = insurance.getContent();
        content.disclosed("employer_code", said.getEmployerCode())
                .disclosed("month", MonthNumbers.text(said.getMonth()))
                .disclosed(
                        "insurance",
                        said.getTotals().stream()
                                .map(EmployerInsuranceCredential::total)
                                .toList());
        if (said.getEmployerName() != null) {
            content.selective("employer_name", said.getEmployerName());
        }
        content.selective(
                "insured",
                said.getInsured().stream()
                        .map(EmployerInsuranceCredential::person)
                        .toList());
    }

    private static Map<String, Object> total(InsuredTotal total) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("kind", total.getKind().name());
        members.put("zh", InsuranceKindNames.chinese(total.getKind()));
        members.put("people", total.getPeople());
        return members;
    }

    private static Map<String, Object> person(InsuredPerson insured) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("name", insured.getPerson().getName());
        members.put(
                "identity_number",
                MaskedIdentityNumber.of(insured.getPerson().getIdentityNumber()).text());
        members.put(
                "kinds",
                insured.getKinds().stream()
                        .map(EmployerInsuranceCredential::kind)
                        .toList());
        return members;
    }

    private static Map<String, Object> kind(InsuredKind kind) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("kind", kind.getKind().name());
        members.put("status", kind.getStatus().name());
        members.put("region", kind.getRegionCode());
        return members;
    }
}
