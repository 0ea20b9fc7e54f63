package org.huzheng.deploy.trial;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import org.huzheng.broker.embedded.ClientAccess;
import org.huzheng.broker.exchange.ExchangeAddress;

/**
 * How a process reaches the exchange: the part of its settings that is the same for all. Passwords are not in it but referred to, each in a file of its own
 * that only its owner may read.
 */
public final class ExchangeLogin {
    private ExchangeLogin() {}

    /** The settings {@code kafka} and {@code registry} of a principal; its password is drawn if it was not yet. */
    public static ObjectNode of(ExchangeAddress exchange, String principal) {
        ObjectNode settings = JsonNodeFactory.instance.objectNode();
        settings.set("kafka", kafka(exchange, principal));
        ObjectNode registry = settings.putObject("registry");
        exchange.registryConfig().forEach((name, value) -> registry.put(name, String.valueOf(value)));
        return settings;
    }

    /** The settings of a department's adapter: these, and the secret person keys are derived with. */
    public static ObjectNode ofAdapter(ExchangeAddress exchange, String department, Path personKeySecret) {
        ObjectNode settings = JsonNodeFactory.instance.objectNode();
        settings.put("personKeySecret", personKeySecret.toAbsolutePath().toString());
        settings.setAll(of(exchange, department));
        return settings;
    }

    /** Kafka client settings of a principal. */
    public static ObjectNode kafka(ExchangeAddress exchange, String principal) {
        ObjectNode kafka = JsonNodeFactory.instance.objectNode();
        kafka.put("bootstrap.servers", exchange.bootstrap());
        exchange.access().transport().forEach(kafka::put);
        kafka.put("sasl.jaas.config", ClientAccess.scramLogin(principal, password(exchange, principal)));
        return kafka;
    }

    /** A reference to the file that holds a principal's password. */
    public static String password(ExchangeAddress exchange, String principal) {
        return "${file:" + exchange.access().secrets().passwordFileOf(principal).toAbsolutePath() + "}";
    }
}
