package org.huzheng.broker.asyncapi;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.huzheng.broker.plan.DesiredTopic;
import org.huzheng.catalogue.Department;
import org.huzheng.catalogue.Topic;

/** Topics as channels: whose they are, what their key is, how they are kept. */
final class Channels {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String CLEANUP_POLICY = "cleanup.policy";

    private Channels() {}

    /**
     * One topic.
     *
     * @param owner the department that writes it; without one the exchange does
     */
    static ObjectNode of(Topic topic, DesiredTopic kept, Optional<Department> owner) {
        ObjectNode channel = JSON.objectNode();
        channel.put("address", topic.name());
        channel.put("title", titleOf(topic, owner));
        channel.put("description", describe(topic));
        channel.putArray("tags").addObject().put("name", topic.owner());
        ObjectNode messages = channel.putObject("messages");
        for (Schema type : topic.schemas()) {
            messages.set(type.getName(), Messages.of(topic, type));
        }
        channel.putObject("bindings").set("kafka", binding(kept));
        topic.freshness().ifPresent(freshness -> channel.put("x-freshness", freshness.toString()));
        return channel;
    }

    private static String titleOf(Topic topic, Optional<Department> owner) {
        String name = topic.name().substring(topic.owner().length() + 1);
        return owner.map(department -> department.chineseName() + " " + department.englishName())
                        .orElse("互证 Huzheng")
                + ": " + name;
    }

    private static String describe(Topic topic) {
        StringBuilder text = new StringBuilder();
        for (Schema type : topic.schemas()) {
            text.append(type.getName()).append(": ").append(type.getDoc()).append('\n');
        }
        if (topic.schemas().isEmpty()) {
            text.append("Values are no records of a schema, and no CloudEvents of their own.\n");
        }
        text.append("Key: ").append(topic.keyMeaning()).append(".\n");
        text.append(
                switch (topic.cleanup()) {
                    case KEPT_FOR_EVER -> "Kept for ever.";
                    case COMPACTED -> "All but the newest value of a key is removed.";
                    case EXPIRES_AFTER_90_DAYS ->
                        "All but the newest value of a key is removed within days, and what is older than 90 days.";
                });
        topic.freshness().ifPresent(freshness -> text.append(
                        " Answers that need it are STALE where its last mark is older than ")
                .append(freshness)
                .append('.'));
        return text.toString();
    }

    private static ObjectNode binding(DesiredTopic kept) {
        ObjectNode kafka = JSON.objectNode();
        kafka.put("topic", kept.name());
        kafka.put("partitions", kept.partitions());
        ObjectNode configuration = kafka.putObject("topicConfiguration");
        new TreeMap<>(kept.config()).forEach((setting, value) -> {
            if (setting.equals(CLEANUP_POLICY)) {
                for (String policy : value.split(",", -1)) {
                    configuration.withArrayProperty(setting).add(policy);
                }
            } else if (value.matches("-?[0-9]+")) {
                configuration.put(setting, Long.parseLong(value));
            } else {
                configuration.put(setting, value);
            }
        });
        kafka.put("bindingVersion", AsyncApiDocument.BINDING);
        return kafka;
    }
}
