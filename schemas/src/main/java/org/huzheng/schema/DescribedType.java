package org.huzheng.schema;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.huzheng.event.ChangeType;
import org.huzheng.event.DocumentType;
import org.huzheng.event.EventHeader;
import org.huzheng.event.Sex;
import org.huzheng.event.StatedPerson;

/**
 * Reads the schema of a described department's record type: an Avro record of a namespace of the department's own, with the exchange's {@code
 * org.huzheng.event.EventHeader} as its field {@code header}, and any of the exchange's types {@code StatedPerson}, {@code Sex} and {@code DocumentType} by
 * name.
 */
public final class DescribedType {
    private static final String OURS = "org.huzheng";
    private static final String HEADER = "header";
    private static final String FIELD_TYPES =
            "a string, boolean, int, long, date, timestamp-millis, decimal (of bytes),"
                    + " enum or org.huzheng.event.StatedPerson, or a union of null and one of them";

    private static final List<Schema> SHARED = List.of(
            ChangeType.getClassSchema(),
            DocumentType.getClassSchema(),
            Sex.getClassSchema(),
            StatedPerson.getClassSchema(),
            EventHeader.getClassSchema());

    private final Schema schema;
    private final List<String> problems = new ArrayList<>();

    private DescribedType(Schema schema) {
        this.schema = schema;
    }

    /**
     * Reads and checks a schema.
     *
     * @param avsc Avro schema in JSON
     * @throws RefusedSchemaException if it is none, or not one whose records can be published
     */
    public static Schema parse(String avsc) throws RefusedSchemaException {
        Schema.Parser parser = new Schema.Parser();
        parser.addTypes(SHARED);
        Schema schema;
        try {
            schema = parser.parse(avsc);
        } catch (AvroRuntimeException e) {
            throw new RefusedSchemaException(List.of("expected an Avro schema: " + e.getMessage()));
        }
        if (schema.getType() != Schema.Type.RECORD) {
            throw new RefusedSchemaException(
                    List.of("expected a record, found " + schema.getType().getName()));
        }
        return new DescribedType(schema).checked();
    }

    private Schema checked() throws RefusedSchemaException {
        String own = String.valueOf(schema.getNamespace());
        expect(
                schema.getNamespace() != null && !own.equals(OURS) && !own.startsWith(OURS + "."),
                schema.getName() + ": expected a namespace of the department's own, not below " + OURS + ", found "
                        + (schema.getNamespace() == null ? "none" : own));
        expect(!isJavaClass(schema.getFullName()), schema.getFullName() + ": expected a name no Java class has");
        Schema.Field header = schema.getField(HEADER);
        expect(
                header != null && header.schema().equals(EventHeader.getClassSchema()),
                schema.getName() + ": expected the field \"" + HEADER + "\" of type "
                        + EventHeader.getClassSchema().getFullName() + ", found "
                        + (header == null ? "none" : "one of type " + nameOf(header.schema())));
        problems.addAll(SchemaRules.problemsOf(
                schema,
                schema.getName(),
                namespace -> namespace.equals(own)
                        || namespace.equals(EventHeader.getClassSchema().getNamespace()),
                "every type of its own in the namespace " + own));
        for (Schema.Field field : schema.getFields()) {
            if (!field.name().equals(HEADER)) {
                expect(
                        canBeFilled(Unions.valueOf(field.schema())),
                        schema.getName() + "." + field.name() + ": expected " + FIELD_TYPES + ", found "
                                + nameOf(Unions.valueOf(field.schema())));
            }
        }
        if (!problems.isEmpty()) {
            throw new RefusedSchemaException(problems);
        }
        readTextsAsStrings(schema);
        return schema;
    }

    private void expect(boolean holds, String problem) {
        if (!holds) {
            problems.add(problem);
        }
    }

    private static boolean canBeFilled(Schema type) {
        return switch (type.getType()) {
            case STRING -> type.getLogicalType() == null;
            case BOOLEAN, ENUM -> true;
            case INT -> type.getLogicalType() == null || type.getLogicalType() instanceof LogicalTypes.Date;
            case LONG -> type.getLogicalType() == null || type.getLogicalType() instanceof LogicalTypes.TimestampMillis;
            case BYTES -> type.getLogicalType() instanceof LogicalTypes.Decimal;
            case RECORD -> type.equals(StatedPerson.getClassSchema());
            default -> false;
        };
    }

    private static String nameOf(Schema type) {
        String name = type.getType() == Schema.Type.RECORD
                ? type.getFullName()
                : type.getType().getName();
        return type.getLogicalType() == null ? name : type.getLogicalType().getName() + " of " + name;
    }

    /** Also as the registry will hold it, as the generated classes' schemas do: whoever reads by it gets Java's strings. */
    private static void readTextsAsStrings(Schema type) {
        for (Schema.Field field : type.getFields()) {
            Schema value = Unions.valueOf(field.schema());
            if (value.getType() == Schema.Type.STRING) {
                GenericData.setStringType(value, GenericData.StringType.String);
            }
        }
    }

    /** Avro looks for a class of a record's name. */
    private static boolean isJavaClass(String name) {
        try {
            Class.forName(name, false, DescribedType.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
