package org.huzheng.adapter.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.huzheng.adapter.AdapterConfiguration;
import org.huzheng.adapter.source.httppush.PushCaller;
import org.huzheng.broker.testing.ExchangeExtension;
import org.huzheng.catalogue.Department;
import org.huzheng.catalogue.Topic;

/**
 * A few rows of two departments, published by their adapters: dates, amounts, people with and without a number, and characters beyond the basic
 * plane.
 *
 * @param directory where they lie
 * @param exchange where they go
 */
record TwoRegisters(Path directory, ExchangeExtension exchange) {
    static final String MOTHER = HouseholdRegister.number(1);
    static final String FATHER = HouseholdRegister.number(2);
    static final String INSURED = HouseholdRegister.number(3);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    void publishBirths() throws Exception {
        int port = PushCaller.freePort();
        AdapterConfiguration configuration = Departments.withSource(
                Department.MEDICAL,
                directory,
                "source:\n  kind: http-push\n  port: " + port + "\n  hmac: {secrets: {" + PushCaller.KEY_ID + ": '"
                        + PushCaller.SECRET + "'}}\n",
                exchange);
        Instant stated = Instant.now();
        try (AdapterRuntime runtime = AdapterRuntime.start(configuration, new SimpleMeterRegistry())) {
            PushCaller hospital = new PushCaller(port);
            ObjectNode of =
                    birth("B1").put("父亲证件类型", "111").put("父亲证件号码", FATHER).put("父亲姓名", "欧阳㛃");
            ObjectNode abroad = birth("B2")
                    .put("母亲证件类型", "414")
                    .put("母亲证件号码", "E12345678")
                    .put("母亲姓名", "ANNA")
                    .put("父亲证件类型", "111")
                    .put("父亲证件号码", FATHER)
                    .put("父亲姓名", "欧阳㛃");
            ObjectNode refused = birth("B3").put("出生日期", "2024-02-30");
            String answer = hospital.post(
                            "/v1/records/birth", "[" + birth("B0") + "," + of + "," + abroad + "," + refused + "]")
                    .body();
            assertThat(JSON.readTree(answer).path("published").asInt())
                    .as(answer)
                    .isEqualTo(3);
            hospital.post("/v1/marks", "{\"committedBefore\":\"" + stated + "\"}");
            assertThat(runtime.awaitPublishedThrough(stated, PATIENCE)).isTrue();
        }
    }

    private static ObjectNode birth(String id) {
        return JSON.createObjectNode()
                .put("记录编号", id)
                .put("版本号", 1)
                .put("出生医学证明编号", "X330" + id)
                .putNull("新生儿公民身份号码")
                .put("新生儿姓名", "王𬱖㛃")
                .put("新生儿性别", "2")
                .put("出生日期", "2024-02-29")
                .put("母亲证件类型", "111")
                .put("母亲证件号码", MOTHER)
                .put("母亲姓名", "王𬱖")
                .putNull("父亲证件类型")
                .putNull("父亲证件号码")
                .putNull("父亲姓名")
                .put("出生地", "110105")
                .put("变更类型", "1")
                .putNull("变更原因")
                .put("登记时间", "2024-03-01 08:00:00");
    }

    void publishContributions() throws Exception {
        Path drop = Files.createDirectories(directory.resolve("drop"));
        AdapterConfiguration configuration = Departments.configuration(
                Department.SOCIAL_SECURITY,
                directory,
                Departments.folders(Department.SOCIAL_SECURITY, drop, directory.resolve("archive")),
                exchange);
        String rows = "记录编号,版本号,公民身份号码,险种,费款所属期,统一社会信用代码,单位名称,参保地,缴费基数,个人缴费,单位缴费,到账状态,缴费方式,变更类型,变更原因,登记时间\n"
                + "C1,1," + INSURED
                + ",410,202402,,杭州王𬱖商行,110105,12345.60,,24.69,1,10,1,,2024-03-05 09:30:00\n";
        Path part = Files.write(drop.resolve("contribution-1.csv.part"), rows.getBytes(Charset.forName("GB18030")));
        Files.move(part, drop.resolve("contribution-1.csv"));
        Instant dropped = Instant.now();
        try (AdapterRuntime runtime = AdapterRuntime.start(configuration, new SimpleMeterRegistry())) {
            assertThat(runtime.awaitPublishedThrough(dropped, PATIENCE)).isTrue();
            assertThat(runtime.progress().totals().published()).isEqualTo(1);
        }
    }

    /** What an adapter that was stopped in the middle leaves: a record nobody may see. */
    void leaveATransactionAborted(Topic topic) {
        Map<String, Object> config = new HashMap<>(exchange.clientConfig(topic.owner()));
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, topic.owner() + "-stopped");
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            var unused = producer.send(new ProducerRecord<>(topic.name(), 0, "aborted", new byte[] {0, 0, 0, 0, 1}));
            producer.flush();
            producer.abortTransaction();
        }
    }
}
