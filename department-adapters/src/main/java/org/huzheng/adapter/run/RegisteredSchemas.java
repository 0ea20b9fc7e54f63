package org.huzheng.adapter.run;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.huzheng.adapter.mapping.Mapping;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.wire.SchemaRegistry;
import org.huzheng.wire.UnknownSchemaException;

/** Whether the registry knows every schema the adapter will write: an adapter never registers one. */
final class RegisteredSchemas {
    private RegisteredSchemas() {}

    /** Subjects at which a schema of this version is missing. */
    static List<String> missing(Mapping mapping, SchemaRegistry registry) {
        List<Topic> topics = new ArrayList<>(mapping.department().recordTopics());
        topics.add(Topics.quarantineOf(mapping.department()));
        List<String> missing = new ArrayList<>();
        for (Topic topic : topics) {
            for (Schema schema : topic.schemas()) {
                String subject = topic.subjectOf(schema);
                try {
                    registry.idOf(subject, schema);
                } catch (UnknownSchemaException e) {
                    missing.add(subject);
                }
            }
        }
        return missing;
    }
}
