package org.huzheng.verify;

/**
 * The outcome of one check.
 *
 * @param check what was checked
 * @param outcome how it came out
 * @param reason why
 */
public record CheckResult(Check check, Outcome outcome, Reason reason) {

    /** The three ways a check can come out; a check that could not be made is never a pass. */
    public enum Outcome {
        PASSED,
        FAILED,
        NOT_CHECKED
    }

    static CheckResult passed(Check check, String zh, String en) {
        return new CheckResult(check, Outcome.PASSED, new Reason(zh, en));
    }

    static CheckResult failed(Check check, String zh, String en) {
        return new CheckResult(check, Outcome.FAILED, new Reason(zh, en));
    }

    static CheckResult notChecked(Check check, String zh, String en) {
        return new CheckResult(check, Outcome.NOT_CHECKED, new Reason(zh, en));
    }

    boolean hasPassed() {
        return outcome == Outcome.PASSED;
    }
}
