package org.huzheng.deploy;

import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.resource.PatternType;
import org.huzheng.broker.plan.Change;
import org.huzheng.broker.plan.Refusal;

/** Changes and refusals of a plan as an operator reads them. */
final class ExchangeTexts {
    private ExchangeTexts() {}

    static String of(Change change) {
        if (change instanceof Change.CreateTopic create) {
            return "+ 主题 topic " + create.topic();
        }
        if (change instanceof Change.AlterTopicConfig alter) {
            return "~ 主题 topic " + alter.topic() + ": "
                    + alter.settings().stream()
                            .map(setting ->
                                    setting.name() + " " + setting.from().orElse("(inherited)") + " -> "
                                            + setting.to().orElse("(inherited)"))
                            .collect(Collectors.joining(", "));
        }
        if (change instanceof Change.CreatePrincipal create) {
            return "+ 主体 principal " + create.principal();
        }
        if (change instanceof Change.AddAcl add) {
            return "+ 权限 grant " + of(add.acl());
        }
        if (change instanceof Change.SetCompatibility set) {
            return "~ 兼容级别 compatibility " + set.subject() + ": "
                    + set.from().map(Enum::name).orElse("(global)") + " -> " + set.to();
        }
        if (change instanceof Change.RegisterSchema register) {
            return "+ 模式 schema " + register.subject();
        }
        if (change instanceof Change.RemoveAcl remove) {
            return "- 权限 grant " + of(remove.acl());
        }
        if (change instanceof Change.RemovePrincipal remove) {
            return "- 主体 principal " + remove.principal();
        }
        throw new IllegalArgumentException("change: expected a kind with a text, found " + change.getClass());
    }

    static String of(Refusal refusal) {
        if (refusal instanceof Refusal.PartitionsDiffer differ) {
            return "主题 " + differ.topic() + " 声明 " + differ.declared() + " 个分区,实有 " + differ.found()
                    + " 个,不予更改。 Topic declared with " + differ.declared() + " partitions has " + differ.found()
                    + "; left as it is.";
        }
        if (refusal instanceof Refusal.TopicNotDeclared topic) {
            return "主题 " + topic.topic() + " 未声明,不予删除。 Topic not declared; never deleted.";
        }
        if (refusal instanceof Refusal.SchemaSuperseded schema) {
            return "模式 " + schema.subject() + " 的声明为第 " + schema.versionOfDeclared() + " 版,已有第 "
                    + schema.latestVersion() + " 版。 The declared schema is version " + schema.versionOfDeclared()
                    + " and " + schema.latestVersion() + " follows it: this program is older than the exchange.";
        }
        throw new IllegalArgumentException("refusal: expected a kind with a text, found " + refusal.getClass());
    }

    private static String of(AclBinding acl) {
        return acl.entry().principal() + " " + acl.entry().permissionType() + " "
                + acl.entry().operation() + " "
                + acl.pattern().resourceType() + " " + acl.pattern().name()
                + (acl.pattern().patternType() == PatternType.PREFIXED ? "*" : "");
    }
}
