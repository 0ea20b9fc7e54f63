package org.huzheng.deploy;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.huzheng.adapter.department.DepartmentReader;
import org.huzheng.broker.embedded.NodeTls;
import org.huzheng.broker.exchange.EmbeddedExchange;
import org.huzheng.catalogue.Catalogue;
import org.huzheng.deploy.process.UntilEnded;
import org.huzheng.deploy.trial.GenerationOptions;
import org.huzheng.settings.SettingsException;
import org.huzheng.tls.ServerTls;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code huzheng exchange start}: broker and registry on a directory of this machine. */
@Command(
        name = "start",
        description = {
            "在本机目录上启动交换平台(Kafka 与模式注册中心)并应用声明,直至终止进程",
            "Start an exchange on a directory of this machine, bring about what is declared, run until the process is"
                    + " ended."
        },
        mixinStandardHelpOptions = true)
final class ExchangeStartCommand implements Callable<Integer> {
    @Option(
            names = "--dir",
            required = true,
            paramLabel = "DIR",
            description = {"交换平台的目录,不存在则新建", "Its directory, made if it is not there."})
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private Path directory;

    @Mixin
    private final GenerationOptions generation = new GenerationOptions();

    @ArgGroup(exclusive = false)
    private @Nullable Tls tls;

    /** With TLS. */
    static final class Tls {
        @Option(
                names = "--tls-certificate",
                required = true,
                paramLabel = "FILE",
                description = {"监听端证书(PEM)", "Certificate of the listeners, PEM."})
        @SuppressWarnings("NullAway.Init") // picocli sets it before call()
        private Path certificate;

        @Option(
                names = "--tls-key",
                required = true,
                paramLabel = "FILE",
                description = {"其私钥(PEM)", "Its private key, PEM."})
        @SuppressWarnings("NullAway.Init") // picocli sets it before call()
        private Path key;

        @Option(
                names = "--tls-trust",
                required = true,
                paramLabel = "FILE",
                description = {"信任的证书颁发机构(PEM)", "Authorities the certificate is trusted by, PEM."})
        @SuppressWarnings("NullAway.Init") // picocli sets it before call()
        private Path trust;

        @Option(
                names = "--host",
                paramLabel = "HOST",
                defaultValue = "127.0.0.1",
                description = {"监听并告知客户端的主机名", "Host to listen on and to tell clients of (default ${DEFAULT-VALUE})."})
        @SuppressWarnings("NullAway.Init") // picocli sets it before call()
        private String host;
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() throws SettingsException, InterruptedException {
        Catalogue catalogue = DepartmentReader.catalogueIn(EmbeddedExchange.departmentsIn(directory));
        UntilEnded running = UntilEnded.of("end-exchange");
        try (running;
                EmbeddedExchange exchange = EmbeddedExchange.start(config())) {
            exchange.operations(catalogue).apply();
            PrintWriter out = spec.commandLine().getOut();
            out.println("交换平台已启动,按 Ctrl-C 结束。 The exchange is running; Ctrl-C ends it.");
            out.println("  Kafka " + exchange.bootstrap() + "  registry " + exchange.registryUrl());
            out.flush();
            running.await();
        }
        return 0;
    }

    private EmbeddedExchange.Config config() {
        EmbeddedExchange.Config local = EmbeddedExchange.Config.on(directory, generation.partitions());
        return tls == null
                ? local
                : local.withTls(new NodeTls(new ServerTls(tls.certificate, tls.key), tls.trust), tls.host);
    }
}
