package org.huzheng.adapter.publish;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.huzheng.catalogue.Department;
import org.huzheng.catalogue.Topic;
import org.huzheng.cloudevents.CloudEventSerializer;
import org.huzheng.wire.AvroWireDeserializer;

/**
 * How the exchange is reached.
 *
 * @param kafka addresses and login of the brokers, under Kafka's configuration keys
 * @param registry address and login of the schema registry, under Confluent's configuration keys
 * @param serializer class name of the serializer of record values
 * @param deserializer class name of the deserializer of record values
 */
public record ExchangeClients(
        Map<String, Object> kafka, Map<String, Object> registry, String serializer, String deserializer) {
    public ExchangeClients {
        kafka = Map.copyOf(kafka);
        registry = Map.copyOf(registry);
    }

    /** Less than the brokers take, so that it is refused here, where it can be said of what. */
    private static final int LARGEST_MESSAGE_BYTES = 8 << 20;

    /** How adapters write records: these client settings, and what they are sent with. */
    public static Map<String, Object> publishing(Map<String, Object> kafka) {
        Map<String, Object> config = new HashMap<>(kafka);
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        // A commit sends at once what waits, so that a single change loses nothing by it, and a backfill is sent in
        // full batches.
        config.put(ProducerConfig.LINGER_MS_CONFIG, 100);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, 131_072);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_MESSAGE_BYTES);
        return config;
    }

    /** The transactional producer of a department's adapter: whoever opens it fences off the one before. */
    public Producer<String, byte[]> producer(Department department) {
        Map<String, Object> config = publishing(kafka);
        config.put(ProducerConfig.CLIENT_ID_CONFIG, department.code() + "-adapter");
        // Whoever holds the lease fences off whatever the one before it left open.
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, department.code() + ".adapter");
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 60_000);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 30_000);
        config.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 5);
        return new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
    }

    Consumer<String, byte[]> consumer(Department department) {
        return reader(department, "adapter");
    }

    /**
     * Reads committed records of the department's topics, wherever it is told to begin.
     *
     * @param purpose what for, as the broker's logs name it
     */
    public Consumer<String, byte[]> reader(Department department, String purpose) {
        Map<String, Object> config = new HashMap<>(kafka);
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, department.code() + "-" + purpose);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // Whole topics are read when the record index is made.
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        // A topic is read to its end, then another: the fetch that waits at the end of the first holds up the next, and
        // closing.
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
        return new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * Writes single records, in no transaction.
     *
     * @param purpose what for, as the broker's logs name it
     */
    public Producer<String, byte[]> writer(Department department, String purpose) {
        Map<String, Object> config = new HashMap<>(kafka);
        config.put(ProducerConfig.CLIENT_ID_CONFIG, department.code() + "-" + purpose);
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 60_000);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 30_000);
        return new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
    }

    /** Identity of each record topic of the department, by its name. */
    Map<String, Uuid> topicIds(Department department) {
        Map<String, Object> config = new HashMap<>(kafka);
        config.put(AdminClientConfig.CLIENT_ID_CONFIG, department.code() + "-adapter");
        List<String> names = department.recordTopics().stream().map(Topic::name).toList();
        try (Admin admin = Admin.create(config)) {
            Map<String, Uuid> ids = new HashMap<>();
            admin.describeTopics(names).allTopicNames().get().forEach((name, topic) -> ids.put(name, topic.topicId()));
            return ids;
        } catch (ExecutionException e) {
            throw new PublishException("record topics " + names + ": expected to be told their ids", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PublishException("record topics " + names + ": expected to wait for their ids", e);
        }
    }

    // A foreign serializer is one of Object: what it takes is checked by the schema, not by the compiler.
    @SuppressWarnings("unchecked")
    Serializer<SpecificRecord> valueSerializer() {
        Serializer<SpecificRecord> made = new CloudEventSerializer(
                (Serializer<SpecificRecord>) instance("serializer", serializer, Serializer.class));
        made.configure(registry, false);
        return made;
    }

    /** Reads record values. */
    // As above: what it gives is checked by the schema.
    @SuppressWarnings("unchecked")
    public Deserializer<SpecificRecord> valueDeserializer(Department department) {
        Deserializer<SpecificRecord> made =
                (Deserializer<SpecificRecord>) instance("deserializer", deserializer, Deserializer.class);
        Map<String, Object> config = new HashMap<>(registry);
        config.put(
                AvroWireDeserializer.DESCRIBED_TYPES,
                department.recordTopics().stream().map(Topic::recordType).toList());
        made.configure(config, false);
        return made;
    }

    private static <T> T instance(String setting, String className, Class<T> type) {
        try {
            return Class.forName(className)
                    .asSubclass(type)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new ConfigException(
                    setting, className, "expected a " + type.getSimpleName() + " with a constructor without arguments");
        }
    }

    /** Addresses only: the rest may be secret. */
    @Override
    public String toString() {
        return "ExchangeClients[" + kafka.get("bootstrap.servers") + ", " + registry.get("schema.registry.url") + "]";
    }
}
