package org.huzheng.verify;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What was checked about a presented certificate and what follows.
 *
 * @param checks one result for every {@link Check}, in their order
 * @param verdict valid only when every check passed
 */
public record VerificationReport(List<CheckResult> checks, Verdict verdict) {

    public VerificationReport {
        checks = List.copyOf(checks);
        if (!checks.stream().map(CheckResult::check).toList().equals(List.of(Check.values()))) {
            throw new IllegalArgumentException("Report: expected one result for every check, found " + checks.size());
        }
        boolean allPassed = checks.stream().allMatch(CheckResult::hasPassed);
        if (allPassed != verdict instanceof Verdict.Valid) {
            throw new IllegalArgumentException(
                    "Report: expected the verdict that follows from the checks, found another");
        }
    }

    /** The result of one check. */
    public CheckResult result(Check check) {
        return checks.stream()
                .filter(result -> result.check() == check)
                .findFirst()
                .orElseThrow();
    }

    /** The report when every check was made. */
    static VerificationReport complete(List<CheckResult> results, Map<String, Object> claims) {
        List<CheckResult> open =
                results.stream().filter(result -> !result.hasPassed()).toList();
        return new VerificationReport(results, open.isEmpty() ? new Verdict.Valid(claims) : new Verdict.NotValid(open));
    }

    /** The report when the last of {@code results} makes every further check pointless. */
    static VerificationReport stopped(List<CheckResult> results) {
        Check last = results.get(results.size() - 1).check();
        Map<Check, CheckResult> byCheck = new EnumMap<>(Check.class);
        for (Check check : Check.values()) {
            byCheck.put(
                    check,
                    CheckResult.notChecked(
                            check,
                            "“%s”检查未通过，后续未检查".formatted(last.chinese()),
                            "Not checked, because the check of %s did not pass".formatted(last)));
        }
        results.forEach(result -> byCheck.put(result.check(), result));
        return complete(new ArrayList<>(byCheck.values()), Map.of());
    }
}
