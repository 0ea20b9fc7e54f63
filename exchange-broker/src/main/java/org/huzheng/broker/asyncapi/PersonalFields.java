package org.huzheng.broker.asyncapi;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.huzheng.wire.Redaction;

/** The fields of a type that the schemas tag as personal data. */
final class PersonalFields {
    private final List<String> found = new ArrayList<>();
    private final Set<String> above = new HashSet<>();

    private PersonalFields() {}

    /** Their paths from the record, names joined by full stops, in the order of the schema. What lies below one is not named again. */
    static List<String> of(Schema type) {
        PersonalFields fields = new PersonalFields();
        fields.look(type, "");
        return List.copyOf(fields.found);
    }

    private void look(Schema type, String path) {
        switch (type.getType()) {
            case RECORD -> lookInside(type, path);
            case ARRAY -> look(type.getElementType(), path);
            case MAP -> look(type.getValueType(), path);
            case UNION -> type.getTypes().forEach(branch -> look(branch, path));
            default -> {
                // no fields
            }
        }
    }

    private void lookInside(Schema type, String path) {
        if (!above.add(type.getFullName())) {
            return;
        }
        for (Schema.Field field : type.getFields()) {
            String name = path.isEmpty() ? field.name() : path + "." + field.name();
            if (Redaction.isPersonal(field)) {
                found.add(name);
            } else {
                look(field.schema(), name);
            }
        }
        above.remove(type.getFullName());
    }
}
