package org.huzheng.adapter.health;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.huzheng.adapter.lease.LeaseException;
import org.huzheng.adapter.publish.DisappearedException;
import org.huzheng.adapter.publish.PublishException;
import org.huzheng.adapter.publish.RecordIndexException;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.wire.SchemaRegistryException;

/** Why an adapter publishes nothing, or less than its source holds. What each asks for is in {@code docs/runbook.md}. */
public enum Reason {
    STARTING("starting", true, "正在启动", "The adapter is starting."),
    SOURCE_AWAY("source-away", true, "读不到数据来源,正在重试", "The source cannot be read; it is tried again."),
    RECORDS_DISAPPEARED(
            "records-disappeared",
            true,
            "来源中消失的记录超过上限,未予采信",
            "More records disappeared from the source than may; it is not believed."),
    DUMP_REFUSED(
            "dump-refused",
            true,
            "全量文件被整份拒收,尚无后来的全量文件被采纳",
            "A full dump was refused, and none that came later was taken."),
    BROKER_AWAY("broker-away", true, "消息代理未确认写入", "The brokers do not confirm what is written."),
    REGISTRY_AWAY("registry-away", true, "模式注册中心不应答", "The schema registry does not answer as it should."),
    EXCHANGE_REFUSES("exchange-refuses", true, "交换平台拒绝登录或授权", "The exchange refuses the login, or what it may do."),
    EXCHANGE_DIFFERS(
            "exchange-differs", true, "交换平台上的进度与预期不符", "The exchange does not hold what the adapter left there."),
    STATE_UNUSABLE("state-unusable", true, "本机状态目录不可用", "The state directory on this machine cannot be used."),
    ANOTHER_ADAPTER("another-adapter", true, "本部门另有适配器在运行", "Another adapter of this department runs."),
    UNFORESEEN("unforeseen", true, "未预见的故障,正在重试", "A failure nobody foresaw; it is tried again."),
    PAUSED("paused", false, "已被暂停", "Somebody paused it."),
    QUIET_HOURS("quiet-hours", false, "静默时段,不读取登记库", "Quiet hours: the register is left alone."),
    BACKLOG("backlog", false, "正在读取积压数据,暂不写进度标记", "A backlog is being read; no mark is written before its end."),
    CLOCK_WENT_BACK(
            "clock-went-back",
            true,
            "本机时钟被调回,追上之前不写进度标记",
            "This machine's clock was put back; no mark is written until it has caught up."),
    SOURCE_SILENT(
            "source-silent",
            false,
            "来源未说明数据完整到何时",
            "The source does not say up to when it has handed everything over."),
    STOPPED("stopped", true, "已停止", "The adapter has stopped.");

    private final String code;
    private final boolean failing;
    private final String chinese;
    private final String english;

    Reason(String code, boolean failing, String chinese, String english) {
        this.code = code;
        this.failing = failing;
        this.chinese = chinese;
        this.english = english;
    }

    /** Code in health answers and metrics. */
    public String code() {
        return code;
    }

    /** Whether somebody should do something, even before a feed is stale. */
    public boolean isFailing() {
        return failing;
    }

    public String chinese() {
        return chinese;
    }

    public String english() {
        return english;
    }

    /** Why a failure stops an adapter. */
    public static Reason of(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            chain.add(cause);
        }
        if (failure instanceof LeaseException lease && lease.isHeldByAnother()) {
            return ANOTHER_ADAPTER;
        }
        if (hasAny(chain, DisappearedException.class)) {
            return RECORDS_DISAPPEARED;
        }
        if (hasAny(chain, SourceException.class)) {
            return SOURCE_AWAY;
        }
        if (hasAny(chain, SchemaRegistryException.class)) {
            return REGISTRY_AWAY;
        }
        if (hasAny(chain, AuthenticationException.class, AuthorizationException.class)) {
            return EXCHANGE_REFUSES;
        }
        if (hasAny(chain, RecordIndexException.class)) {
            return STATE_UNUSABLE;
        }
        if (failure instanceof PublishException && chain.size() == 1) {
            return EXCHANGE_DIFFERS;
        }
        return hasAny(chain, KafkaException.class) ? BROKER_AWAY : UNFORESEEN;
    }

    private static boolean hasAny(List<Throwable> chain, Class<?>... types) {
        return chain.stream().anyMatch(failure -> Arrays.stream(types).anyMatch(type -> type.isInstance(failure)));
    }
}
