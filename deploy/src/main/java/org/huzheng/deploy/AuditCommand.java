package org.huzheng.deploy;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.huzheng.audit.Audit;
import org.huzheng.audit.CertificateTrail;
import org.huzheng.audit.ReplayReport;
import org.huzheng.broker.exchange.ExchangeAddress;
import org.huzheng.wire.HttpSchemaRegistry;
import org.huzheng.wire.RegistrySettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code huzheng audit replay|certificate}: from the topics alone, as the auditor, who may read and not write. */
@Command(
        name = "audit",
        description = {
            "审计:仅凭主题重算每项判定、查看证明的依据",
            "Audit: recompute every decision, show what a certificate rests on, from the topics alone."
        },
        mixinStandardHelpOptions = true,
        subcommands = {AuditCommand.Replay.class, AuditCommand.OfCertificate.class})
final class AuditCommand {
    /** Principal of the auditor. */
    static final String AUDITOR = "auditor";

    private AuditCommand() {}

    /** What both need. */
    private abstract static class Verb implements Callable<Integer> {
        @Mixin
        private final ExchangeOptions exchange = new ExchangeOptions();

        @Option(
                names = "--json",
                description = {"输出 JSON", "Print one JSON object."})
        private boolean json;

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before call()
        private CommandSpec spec;

        Audit audit() {
            ExchangeAddress address = exchange.address();
            RegistrySettings registry = RegistrySettings.of(address.registryConfig());
            return new Audit(address.clientConfig(AUDITOR), new HttpSchemaRegistry(registry));
        }

        boolean isJson() {
            return json;
        }

        PrintWriter out() {
            return spec.commandLine().getOut();
        }
    }

    @Command(
            name = "replay",
            description = {
                "重算全部判定并逐一比对;有差异时返回 1",
                "Recompute and compare every decision. Ends with 1 on any difference."
            },
            mixinStandardHelpOptions = true)
    static final class Replay extends Verb {
        @Override
        public Integer call() {
            ReplayReport report = audit().replay();
            if (isJson()) {
                out().println(AuditTexts.asJson(report));
            } else {
                AuditTexts.print(report, out());
            }
            return report.different() == 0 ? 0 : 1;
        }
    }

    @Command(
            name = "certificate",
            description = {
                "查看证明的判定与依据,直至各条记录;依据被改动时返回 1",
                "Show a certificate's decision and evidence down to the records. Ends with 1 where any of it was altered or there is none."
            },
            mixinStandardHelpOptions = true)
    static final class OfCertificate extends Verb {
        @Parameters(
                paramLabel = "NUMBER",
                description = {"证明编号", "Number of the certificate."})
        @SuppressWarnings("NullAway.Init") // picocli sets it before call()
        private String number;

        @Override
        public Integer call() {
            Optional<CertificateTrail> trail = audit().certificate(number);
            if (trail.isEmpty()) {
                out().println("没有编号为 " + number + " 的证明。 No certificate has this number.");
                return 1;
            }
            if (isJson()) {
                out().println(AuditTexts.asJson(trail.get()));
            } else {
                AuditTexts.print(trail.get(), out());
            }
            return AuditTexts.isUntouched(trail.get()) ? 0 : 1;
        }
    }
}
