package org.huzheng.adapter.source.postgres;

import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.huzheng.adapter.source.SourceOpening;

/** The capture engine's configuration. */
final class CaptureProperties {
    private CaptureProperties() {}

    static Properties of(PostgresSettings settings, SourceOpening opening, PostgresPosition position) {
        Properties properties = new Properties();
        properties.put("name", "huzheng-" + opening.department());
        properties.put("connector.class", "io.debezium.connector.postgresql.PostgresConnector");
        properties.put("offset.storage", HandedOverOffsets.class.getName());
        properties.put(HandedOverOffsets.OFFSET, position.offset());
        // How often the server is told that it may let go of its log; offsets themselves are ours.
        properties.put("offset.flush.interval.ms", "1000");
        properties.put("database.hostname", settings.host());
        properties.put("database.port", String.valueOf(settings.port()));
        properties.put("database.user", settings.user());
        properties.put("database.password", settings.password());
        properties.put("database.dbname", settings.database());
        properties.put("topic.prefix", opening.department());
        properties.put("plugin.name", "pgoutput");
        properties.put("slot.name", settings.slot());
        properties.put("publication.name", settings.publication());
        properties.put("publication.autocreate.mode", "disabled");
        properties.put("table.include.list", exactly(opening.origins()));
        properties.put("snapshot.mode", "initial");
        properties.put("decimal.handling.mode", "string");
        properties.put("time.precision.mode", "isostring");
        properties.put("unavailable.value.placeholder", CapturedRows.WITHHELD);
        properties.put("tombstones.on.delete", "false");
        properties.put("poll.interval.ms", "20");
        properties.put("max.batch.size", "2048");
        properties.put("max.queue.size", "8192");
        // A failure ends the engine; it is opened anew from the stored position.
        properties.put("errors.max.retries", "0");
        // A message through the log itself: whatever was committed before it stands before it, also while no table
        // changes.
        properties.put(
                "heartbeat.interval.ms", String.valueOf(opening.markInterval().toMillis()));
        properties.put(
                "heartbeat.action.query",
                "SELECT pg_logical_emit_message(true, '" + settings.slot()
                        + "', (extract(epoch from clock_timestamp()) * 1000)::bigint::text)");
        properties.put("message.prefix.include.list", Pattern.quote(settings.slot()));
        return properties;
    }

    private static String exactly(List<String> tables) {
        return tables.stream().map(table -> table.replace(".", "\\.")).collect(Collectors.joining(","));
    }
}
