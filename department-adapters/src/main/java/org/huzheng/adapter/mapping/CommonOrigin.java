package org.huzheng.adapter.mapping;

import dk.brics.automaton.Automaton;
import dk.brics.automaton.RegExp;
import java.util.Optional;

/** Whether two settings {@code from} take rows of one and the same table or file. Decided for any name there may ever be, not for those there are. */
final class CommonOrigin {
    private static final String WITHIN_NAME = "[^/\u0000-\u001f]";
    private static final String ANYTHING = "[^\u0000-\u001f]";
    /** Where an alternative may be empty. */
    private static final String EMPTY = "()";

    private CommonOrigin() {}

    /**
     * A name that both take, the shortest there is; empty if there is none.
     *
     * @param one a table's name, or a pattern the file system takes for one
     * @param other another
     */
    static Optional<String> of(String one, String other) {
        return Optional.ofNullable(namesOf(one).intersection(namesOf(other)).getShortestExample(true));
    }

    private static Automaton namesOf(String from) {
        return new RegExp(expressionOf(from), RegExp.NONE).toAutomaton();
    }

    /** The pattern, of the syntax of {@link java.nio.file.FileSystem#getPathMatcher}, as a regular expression of the automaton's syntax. */
    private static String expressionOf(String from) {
        StringBuilder expression = new StringBuilder(EMPTY);
        boolean inGroup = false;
        for (int at = 0; at < from.length(); at++) {
            char next = from.charAt(at);
            switch (next) {
                case '*' -> {
                    boolean crossing = at + 1 < from.length() && from.charAt(at + 1) == '*';
                    at += crossing ? 1 : 0;
                    expression.append(crossing ? ANYTHING : WITHIN_NAME).append('*');
                }
                case '?' -> expression.append(WITHIN_NAME);
                case '[' -> {
                    int end = from.indexOf(']', at + 2);
                    appendOneOf(expression, from.substring(at + 1, end));
                    at = end;
                }
                case '{' -> {
                    inGroup = true;
                    expression.append('(').append(EMPTY);
                }
                case '}' -> {
                    expression.append(inGroup ? ")" : "\\}");
                    inGroup = false;
                }
                case ',' -> expression.append(inGroup ? "|" + EMPTY : "\\,");
                case '\\' -> expression.append('\\').append(from.charAt(++at));
                default -> expression.append('\\').append(next);
            }
        }
        return expression.toString();
    }

    /** One character of those between the brackets, or none of them. */
    private static void appendOneOf(StringBuilder expression, String between) {
        boolean none = between.startsWith("!");
        String characters = none ? between.substring(1) : between;
        expression.append(none ? "[^/\u0000-\u001f" : "[");
        for (int at = 0; at < characters.length(); at++) {
            boolean range = characters.charAt(at) == '-' && at > 0 && at < characters.length() - 1;
            expression.append(range ? "-" : "\\" + characters.charAt(at));
        }
        expression.append(']');
    }
}
