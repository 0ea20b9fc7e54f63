package org.huzheng.broker.asyncapi;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.huzheng.broker.plan.CatalogueState;
import org.huzheng.broker.plan.DesiredTopic;
import org.huzheng.catalogue.Catalogue;
import org.huzheng.catalogue.Department;
import org.huzheng.catalogue.Topic;

/**
 * The topics of a catalogue as an AsyncAPI document (AsyncAPI 3.0.0, Kafka bindings 0.5.0): a channel for each topic with how it is kept, a message for each type of record on it with its headers and
 * Avro schema, an operation for each who may send or receive. Sorted by name, so that the same catalogue gives the same text.
 */
public final class AsyncApiDocument {
    static final String ASYNCAPI = "3.0.0";
    /** Of the bindings of AsyncAPI for Kafka. */
    static final String BINDING = "0.5.0";

    /** The last release of the schemas. */
    static final String CONTRACT = "0.1.0";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String SECURITY = "scram";
    private static final String SERVER = "exchange";

    private final Catalogue catalogue;
    private final int generationPartitions;
    private final Optional<Server> server;

    /**
     * Where the exchange is.
     *
     * @param bootstrap address of its brokers, {@code HOST:PORT}
     * @param registry address of its schema registry
     */
    public record Server(String bootstrap, Optional<URI> registry) {}

    /**
     * The document of an exchange.
     *
     * @param catalogue its departments
     * @param generationPartitions partitions of every co-partitioned topic, fixed for a generation
     * @param server where it is; without, whoever operates it says so elsewhere
     */
    public AsyncApiDocument(Catalogue catalogue, int generationPartitions, Optional<Server> server) {
        this.catalogue = catalogue;
        this.generationPartitions = generationPartitions;
        this.server = server;
    }

    /** The document. */
    public ObjectNode document() {
        ObjectNode document = JSON.objectNode();
        document.put("asyncapi", ASYNCAPI);
        document.set("info", info());
        document.put("defaultContentType", Messages.CONTENT_TYPE);
        server.ifPresent(at -> document.putObject("servers").set(SERVER, server(at)));
        document.set("channels", channels());
        document.set("operations", new Operations(catalogue).all());
        document.set("components", components());
        return document;
    }

    private static ObjectNode info() {
        ObjectNode info = JSON.objectNode();
        info.put("title", "互证 Huzheng");
        info.put("version", CONTRACT);
        info.put(
                "description",
                "部门之间数据共享与核验的主题:记录事件、请求、决定、证照及其状态。每条记录都是 CloudEvent(二进制模式;更早版本写入的记录没有这些消息头),值为 Confluent 线上格式的 Avro。"
                        + "读取者须只读已提交的记录(read_committed)。\n\n"
                        + "Topics of data sharing and verification between departments: record events, requests, decisions, certificates and their status. Each record is a"
                        + " CloudEvent (binary mode; what earlier builds wrote has no such headers), its value Avro in Confluent's wire format: a zero byte, the schema's id in the registry in four bytes, the record."
                        + " Readers must read committed records only (read_committed).");
        ObjectNode licence = info.putObject("license");
        licence.put("name", "Apache-2.0");
        licence.put("url", "https://www.apache.org/licenses/LICENSE-2.0");
        return info;
    }

    private static ObjectNode server(Server at) {
        ObjectNode server = JSON.objectNode();
        server.put("host", at.bootstrap());
        server.put("protocol", "kafka-secure");
        server.putArray("security").addObject().put("$ref", "#/components/securitySchemes/" + SECURITY);
        at.registry().ifPresent(registry -> {
            ObjectNode kafka = server.putObject("bindings").putObject("kafka");
            kafka.put("schemaRegistryUrl", registry.toString());
            kafka.put("schemaRegistryVendor", "confluent");
            kafka.put("bindingVersion", BINDING);
        });
        return server;
    }

    private ObjectNode channels() {
        Map<String, DesiredTopic> desired = CatalogueState.of(catalogue, generationPartitions).topics().stream()
                .collect(Collectors.toMap(DesiredTopic::name, Function.identity()));
        Map<String, Department> owners =
                catalogue.departments().stream().collect(Collectors.toMap(Department::code, Function.identity()));
        ObjectNode channels = JSON.objectNode();
        catalogue.topics().stream().sorted(Comparator.comparing(Topic::name)).forEach(topic -> {
            DesiredTopic kept = desired.get(topic.name());
            if (kept == null) {
                throw new IllegalArgumentException("topic " + topic.name() + ": expected it to be declared");
            }
            channels.set(topic.name(), Channels.of(topic, kept, Optional.ofNullable(owners.get(topic.owner()))));
        });
        return channels;
    }

    private ObjectNode components() {
        ObjectNode components = JSON.objectNode();
        ObjectNode schemas = components.putObject("schemas");
        schemas.set(Messages.CLOUD_EVENT, Messages.cloudEvent());
        Map<String, Schema> types = new TreeMap<>();
        catalogue.topics().forEach(topic -> topic.schemas().forEach(type -> types.put(type.getFullName(), type)));
        types.forEach((name, type) -> schemas.set(name, Messages.payload(type)));
        if (server.isPresent()) {
            ObjectNode scheme = components.putObject("securitySchemes").putObject(SECURITY);
            scheme.put("type", "scramSha256");
            scheme.put("description", "A principal of the exchange and its password, over TLS.");
        }
        return components;
    }
}
