package org.huzheng.broker.asyncapi;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.huzheng.broker.grants.ExchangeGrants;
import org.huzheng.broker.grants.Grant;
import org.huzheng.catalogue.Catalogue;
import org.huzheng.catalogue.Topic;

/** Grants as operations: who may send to a topic and who may receive from it. */
final class Operations {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Comparator<Grant> ORDER =
            Comparator.comparing(Grant::principal).thenComparing(Grant::name).thenComparing(Grant::operation);

    private final Catalogue catalogue;

    Operations(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    ObjectNode all() {
        Set<String> channels = catalogue.topics().stream().map(Topic::name).collect(Collectors.toSet());
        ObjectNode operations = JSON.objectNode();
        ExchangeGrants.all(catalogue).stream()
                .filter(grant ->
                        grant.resource() == ResourceType.TOPIC && !grant.prefixed() && channels.contains(grant.name()))
                .sorted(ORDER)
                .forEach(grant -> {
                    boolean sends = grant.operation() == AclOperation.WRITE;
                    String action = sends ? "send" : "receive";
                    operations.set(grant.principal() + "." + action + "." + grant.name(), operation(grant, action));
                });
        return operations;
    }

    private ObjectNode operation(Grant grant, String action) {
        ObjectNode operation = JSON.objectNode();
        operation.put("action", action);
        operation.put("title", nameOf(grant.principal()) + ": " + action + " " + grant.name());
        operation.putObject("channel").put("$ref", "#/channels/" + grant.name());
        operation.putArray("tags").addObject().put("name", grant.principal());
        return operation;
    }

    private String nameOf(String principal) {
        return switch (principal) {
            case ExchangeGrants.VERIFICATION -> "核验服务 verification service";
            case ExchangeGrants.AUDITOR -> "审计 auditor";
            default ->
                catalogue
                        .department(principal)
                        .map(department -> department.chineseName() + " " + department.englishName())
                        .orElse(principal);
        };
    }
}
