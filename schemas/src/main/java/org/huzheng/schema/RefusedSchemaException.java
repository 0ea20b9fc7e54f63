package org.huzheng.schema;

import java.util.List;

/** A schema of a described record type is not as it should be; says everything that is wrong with it. */
public final class RefusedSchemaException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    RefusedSchemaException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /** Each as place, what was expected, what was found. */
    public List<String> problems() {
        return problems;
    }
}
