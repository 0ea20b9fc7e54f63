package org.huzheng.schema;

import org.apache.avro.Schema;

/** Unions, which in this exchange are of null and one other type. */
public final class Unions {
    private Unions() {}

    /** What a value is, where there is one: of a union the branch that is not null, else the schema itself. */
    public static Schema valueOf(Schema declared) {
        return declared.isUnion()
                ? declared.getTypes().stream()
                        .filter(branch -> branch.getType() != Schema.Type.NULL)
                        .findFirst()
                        .orElse(declared)
                : declared;
    }
}
