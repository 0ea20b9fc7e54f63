package org.huzheng.deploy.demo;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.huzheng.adapter.publish.Totals;
import org.huzheng.audit.Audit;
import org.huzheng.audit.ReplayReport;
import org.huzheng.broker.exchange.ExchangeAddress;
import org.huzheng.catalogue.Department;
import org.huzheng.deploy.registers.RegisterSource;
import org.huzheng.deploy.trial.AdapterFiles;
import org.huzheng.deploy.trial.Adapters;
import org.huzheng.deploy.trial.Departments;
import org.huzheng.deploy.trial.Narrator;
import org.huzheng.deploy.trial.Started;
import org.huzheng.deploy.trial.TrialDirectory;
import org.huzheng.deploy.trial.TrialException;
import org.huzheng.deploy.trial.TrialSecrets;
import org.huzheng.trace.TracingSettings;
import org.huzheng.wire.HttpSchemaRegistry;
import org.huzheng.wire.RegistrySettings;

/** Four departments and their adapters in this process, and the exchange and the verification service they meet on, in this process or another. */
final class Demo implements AutoCloseable {
    private static final String AUDITOR = "auditor";
    private static final Duration PUBLISHING_PATIENCE = Duration.ofMinutes(30);

    private final Started started;
    private final TrialDirectory directory;
    private final Departments departments;
    private final Ground ground;
    private final Adapters adapters;
    private final PrometheusMeterRegistry meters;
    private final Narrator narrator;

    private Demo(
            Started started,
            TrialDirectory directory,
            Departments departments,
            Ground ground,
            Adapters adapters,
            PrometheusMeterRegistry meters,
            Narrator narrator) {
        this.started = started;
        this.directory = directory;
        this.departments = departments;
        this.ground = ground;
        this.adapters = adapters;
        this.meters = meters;
        this.narrator = narrator;
    }

    /**
     * Starts everything, on a directory that may hold what an earlier run left.
     *
     * @param cluster directory of a cluster that runs, to tell the story on; empty for an exchange and a service of its own
     * @param tracing where the traces of what runs in this process go, if anywhere
     */
    static Demo start(
            Path data,
            long seed,
            int people,
            Optional<Path> cluster,
            Optional<TracingSettings> tracing,
            Narrator narrator)
            throws TrialException, IOException, InterruptedException {
        Started started = new Started();
        boolean complete = false;
        try {
            TrialDirectory directory = started.keep(TrialDirectory.open(data, seed, people));
            TrialSecrets secrets = TrialSecrets.in(directory.secrets());
            narrator.chapter("四个部门", "Four departments");
            Departments departments = started.keep(Departments.open(directory, secrets, seed, people));
            tellOf(departments, narrator);
            narrator.chapter("交换平台", "The exchange");
            Ground ground = cluster.isPresent()
                    ? Ground.of(cluster.get(), narrator)
                    : Ground.ofItsOwn(directory, secrets, tracing, started, narrator);
            ground.tokens().leave(directory.token());
            AdapterFiles files = new AdapterFiles(
                    directory, secrets, ground.exchange(), ground.personKeySecret(), departments.database(), tracing);
            PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
            Adapters adapters = started.keep(Adapters.start(files, meters));
            started.keep(departments.startPosting(secrets));
            narrator.say("四个适配器已启动", "Four adapters are up");
            Demo demo = new Demo(started, directory, departments, ground, adapters, meters, narrator);
            complete = true;
            return demo;
        } finally {
            if (!complete) {
                started.close();
            }
        }
    }

    /** Waits until every row is accounted for, tells the story, and replays every decision. */
    DemoReport tell() throws TrialException, IOException, InterruptedException {
        return tell(Interlude.NONE);
    }

    /**
     * The same, and something befalls the exchange on the way.
     *
     * @param interlude what befalls it, after the first certificates
     */
    DemoReport tell(Interlude interlude) throws TrialException, IOException, InterruptedException {
        narrator.chapter("发布记录", "Publishing records");
        adapters.awaitRows(departments, PUBLISHING_PATIENCE, narrator);
        for (Department department : RegisterSource.departments()) {
            Totals totals = adapters.totals(department);
            narrator.say(
                    department.chineseName() + "(" + adapters.kind(department) + "):发布 " + totals.published() + ",去重 "
                            + totals.deduplicated() + ",隔离 " + totals.quarantined(),
                    department.code() + " (" + adapters.kind(department) + "): " + totals.published() + " published, "
                            + totals.deduplicated() + " deduplicated, " + totals.quarantined() + " quarantined");
        }
        Offices offices = new Offices(ground.service(), ground.tokens(), ground.trust());
        Story story = new Story(departments, offices, interlude, narrator);
        long statusChangeMillis = story.tell();
        Files.createDirectories(directory.service());
        Files.writeString(directory.certificate(), story.certificate());
        adapters.awaitRows(departments, PUBLISHING_PATIENCE, narrator);
        ReplayReport replay = replay();
        return new DemoReport(
                departments.people(),
                departments.rows(),
                adapters.totals(),
                departments.dirt().rowsPlantedDirty(),
                story.certificates(),
                story.refusals(),
                statusChangeMillis,
                replay);
    }

    private ReplayReport replay() {
        narrator.chapter("审计重放", "The auditor replays");
        RegistrySettings registry = RegistrySettings.of(ground.exchange().registryConfig());
        ReplayReport report =
                new Audit(ground.exchange().clientConfig(AUDITOR), new HttpSchemaRegistry(registry)).replay();
        narrator.say(
                "仅凭主题重算 " + report.decisions() + " 项判定:一致 " + report.equal() + ",不一致 " + report.different(),
                report.decisions() + " decisions recomputed from the topics alone: " + report.equal() + " equal, "
                        + report.different() + " different");
        return report;
    }

    /** Where the exchange is. */
    ExchangeAddress exchange() {
        return ground.exchange();
    }

    /** Address of the verification service. */
    URI serviceUrl() {
        return ground.service();
    }

    /** What the adapters measure, in Prometheus' text format. */
    String adapterMetrics() {
        return meters.scrape();
    }

    /** Where everything is, for whoever wants to look. */
    void tellAddresses() {
        narrator.chapter("仍在运行,按 Ctrl-C 结束", "Still running; Ctrl-C ends it");
        narrator.say(
                "核验服务 " + ground.service() + " ,接口文档 /openapi ,令牌在 " + directory.token(),
                "Verification service; a bearer token lies in that file");
        narrator.say(
                "母子关系证明在 " + directory.certificate() + " ,任何人可在 /v1/verify 查验",
                "The mother–child certificate lies in that file; anybody can check it at /v1/verify");
        narrator.say(
                "Kafka " + ground.exchange().bootstrap() + " ,模式注册中心 "
                        + ground.exchange().registryUrl(),
                "Kafka and the schema registry; passwords lie in "
                        + ground.directory().resolve("secrets"));
        narrator.say(
                "PostgreSQL " + departments.database().host() + ":"
                        + departments.database().port() + " ,投放目录 " + directory.dropFolders() + " ,医院报送 "
                        + directory.pushAddress(),
                "The departments' databases, drop folders and where hospitals post; passwords lie in "
                        + directory.secrets());
        narrator.say(
                "./huzheng audit replay " + ground.reached(), "Replay again, as the auditor, from another process");
    }

    private static void tellOf(Departments departments, Narrator narrator) {
        narrator.say(
                "户籍库的变更日志被捕获,社保投放文件,医院经 HTTP 报送,不动产库被定时查询",
                "Household's database is captured, social security drops files, hospitals post over HTTP, property's"
                        + " database is polled");
        narrator.say(
                "合成人口 " + departments.people() + " 人;各部门系统共 " + departments.rows() + " 行,其中有意埋入 "
                        + departments.dirt().rowsPlantedDirty() + " 行坏数据、"
                        + departments.dirt().exactDuplicates() + " 行重复",
                departments.people() + " synthetic people; " + departments.rows()
                        + " rows in the departments' systems, "
                        + departments.dirt().rowsPlantedDirty() + " of them planted dirty, "
                        + departments.dirt().exactDuplicates() + " planted twice");
    }

    @Override
    public void close() throws TrialException {
        started.close();
    }
}
