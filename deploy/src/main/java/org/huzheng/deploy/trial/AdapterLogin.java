package org.huzheng.deploy.trial;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import org.huzheng.broker.exchange.ExchangeAddress;
import org.huzheng.catalogue.Department;

/**
 * How a department's adapter reaches the exchange: the part of its configuration that is the same for every adapter. The password is not in it but
 * referred to, in the file of its own that only its owner may read.
 */
public final class AdapterLogin {
    private AdapterLogin() {}

    /**
     * The settings {@code personKeySecret}, {@code kafka} and {@code registry} of an adapter's configuration; the department's password is drawn if it was
     * not yet.
     */
    public static ObjectNode of(ExchangeAddress exchange, Department department, Path personKeySecret) {
        Path password = exchange.access().secrets().passwordFileOf(department.code());
        ObjectNode settings = JsonNodeFactory.instance.objectNode();
        settings.put("personKeySecret", personKeySecret.toAbsolutePath().toString());
        ObjectNode kafka = settings.putObject("kafka");
        kafka.put("bootstrap.servers", exchange.bootstrap());
        kafka.put("security.protocol", "SASL_PLAINTEXT");
        kafka.put("sasl.mechanism", "SCRAM-SHA-256");
        kafka.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + department.code()
                        + "\" password=\"${file:" + password.toAbsolutePath() + "}\";");
        settings.putObject("registry").put("schema.registry.url", exchange.registryUrl());
        return settings;
    }
}
