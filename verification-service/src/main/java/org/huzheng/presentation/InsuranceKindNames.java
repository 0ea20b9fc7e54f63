package org.huzheng.presentation;

import org.huzheng.socialsecurity.InsuranceKind;

/** What kinds of insurance are called in Chinese. */
final class InsuranceKindNames {
    private InsuranceKindNames() {}

    static String chinese(InsuranceKind kind) {
        return switch (kind) {
            case PENSION -> "养老保险";
            case UNEMPLOYMENT -> "失业保险";
            case WORK_INJURY -> "工伤保险";
            case MEDICAL -> "医疗保险";
            case MATERNITY -> "生育保险";
            case UNKNOWN -> throw new IllegalArgumentException("insurance kind: expected a known one, found UNKNOWN");
        };
    }
}
