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
 * @param found what was found, as read: may be personal data, so it goes to the quarantine topic and nowhere else
 */
public record Rejection(Rule rule, Optional<String> field, String expected, Optional<String> found) {
    public Rejection {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(expected, "expected");
        Objects.requireNonNull(found, "found");
    }

    /** A value of a field that is not what was expected. */
    public static Rejection ofValue(Rule rule, String field, String expected, String found) {
        return new Rejection(rule, Optional.of(field), expected, Optional.of(found));
    }

    /** A field that has nothing where something was expected. */
    public static Rejection ofAbsence(Rule rule, String field, String expected) {
        return new Rejection(rule, Optional.of(field), expected, Optional.empty());
    }

    /** A row that as a whole is not what was expected. */
    public static Rejection ofRow(Rule rule, String expected, String found) {
        return new Rejection(rule, Optional.empty(), expected, Optional.of(found));
    }

    /** What was found with all but its ends hidden: enough to find the row, not enough to know the value. Of a file nothing is personal. */
    public Optional<String> foundMasked() {
        return rule == Rule.REFUSED_FILE ? found : found.map(Masked::ends);
    }

    /** The same with the name of any other column masked: a row of JSON names its members as its sender likes, and may name one after a person. */
    public Rejection namingOnly(Set<String> columns) {
        return new Rejection(
                rule, field.map(name -> columns.contains(name) ? name : Masked.ends(name)), expected, found);
    }

    /** Names the rule and the field; never what was found. */
    @Override
    public String toString() {
        return "Rejection[" + rule.code() + field.map(name -> " " + name).orElse("") + ", expected " + expected + "]";
    }
}
