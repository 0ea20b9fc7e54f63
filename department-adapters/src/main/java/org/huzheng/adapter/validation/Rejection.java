package org.huzheng.adapter.validation;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Why one row is refused.
 *
 * @param rule the rule it broke
 * @param field column or target field at fault, empty when the whole row is
 * @param expected what was expected, in words; names columns and codes, never what another column of the row holds
 * @param finding what was found
 */
public record Rejection(Rule rule, Optional<String> field, String expected, Optional<Found> finding) {
    public Rejection {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(expected, "expected");
        Objects.requireNonNull(finding, "finding");
    }

    /** A value of the row that is not what was expected. */
    public static Rejection ofValue(Rule rule, String field, String expected, String found) {
        return new Rejection(rule, Optional.of(field), expected, Optional.of(new Found.Value(found)));
    }

    /** A field that has nothing where something was expected. */
    public static Rejection ofAbsence(Rule rule, String field, String expected) {
        return new Rejection(rule, Optional.of(field), expected, Optional.empty());
    }

    /** A field that is not what was expected, in words of ours: never with what it holds. */
    public static Rejection inWords(Rule rule, String field, String expected, String found) {
        return new Rejection(rule, Optional.of(field), expected, Optional.of(new Found.Words(found)));
    }

    /** A row that as a whole is not what was expected, in words of ours: never with what it holds. */
    public static Rejection ofRow(Rule rule, String expected, String found) {
        return new Rejection(rule, Optional.empty(), expected, Optional.of(new Found.Words(found)));
    }

    /** What was found, as read: may be personal data, so it goes to the quarantine topic and nowhere else. */
    public Optional<String> found() {
        return finding.map(Found::text);
    }

    /** What was found as people may see it: of a value enough to find the row, not enough to know it. */
    public Optional<String> foundShown() {
        return finding.map(Found::shown);
    }

    /** The same where what is filled is nobody's personal data: a code that is in no list may be seen. */
    public Rejection ofNobody() {
        return rule == Rule.UNKNOWN_CODE ? new Rejection(rule, field, expected, found().map(Found.Code::new)) : this;
    }

    /** The same with the name of any other column masked: a row of JSON names its members as its sender likes, and may name one after a person. */
    public Rejection namingOnly(Set<String> columns) {
        return new Rejection(
                rule, field.map(name -> columns.contains(name) ? name : Masked.ends(name)), expected, finding);
    }

    /** Names the rule and the field; never what was found. */
    @Override
    public String toString() {
        return "Rejection[" + rule.code() + field.map(name -> " " + name).orElse("") + ", expected " + expected + "]";
    }
}
