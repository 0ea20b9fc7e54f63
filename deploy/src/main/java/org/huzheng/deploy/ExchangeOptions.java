package org.huzheng.deploy;

import java.nio.file.Path;
import java.util.Optional;
import org.huzheng.adapter.department.DepartmentReader;
import org.huzheng.broker.embedded.ClientAccess;
import org.huzheng.broker.embedded.Secrets;
import org.huzheng.broker.exchange.EmbeddedExchange;
import org.huzheng.broker.exchange.ExchangeAddress;
import org.huzheng.catalogue.Catalogue;
import org.huzheng.settings.SettingsException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which exchange a command works on: one on a directory of this machine, or one at an address. */
final class ExchangeOptions {
    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // picocli sets it before run()
    private Where where;

    @Option(
            names = "--departments",
            paramLabel = "DIR",
            description = {
                "另行描述的部门目录,每个子目录一个 department.yaml;本机交换平台默认为其目录下的 departments",
                "Directory of departments described besides the judged ones, a folder with a department.yaml for each;"
                        + " of an exchange on this machine, departments in its directory if left out."
            })
    private @Nullable Path departments;

    /** One of the two. */
    static final class Where {
        @Option(
                names = "--dir",
                paramLabel = "DIR",
                description = {"本机交换平台的目录", "Directory of an exchange on this machine."})
        private @Nullable Path directory;

        @ArgGroup(exclusive = false)
        private @Nullable Remote remote;
    }

    /** An exchange anywhere. */
    static final class Remote {
        @Option(
                names = "--bootstrap",
                required = true,
                paramLabel = "HOST:PORT",
                description = {"Kafka 地址", "Address of the brokers."})
        @SuppressWarnings("NullAway.Init") // picocli sets it before run()
        private String bootstrap;

        @Option(
                names = "--registry",
                required = true,
                paramLabel = "URL",
                description = {"模式注册中心地址", "Address of the schema registry."})
        @SuppressWarnings("NullAway.Init") // picocli sets it before run()
        private String registry;

        @Option(
                names = "--secrets",
                required = true,
                paramLabel = "DIR",
                description = {
                    "口令文件目录,每个主体一个 NAME.password",
                    "Directory of password files, NAME.password for each principal."
                })
        @SuppressWarnings("NullAway.Init") // picocli sets it before run()
        private Path secrets;

        @Option(
                names = "--trust",
                paramLabel = "FILE",
                description = {
                    "信任的证书颁发机构(PEM);省略则不使用 TLS",
                    "Authorities the certificates of brokers and registry are trusted by, PEM; without, TLS is not spoken."
                })
        private @Nullable Path trust;

        @Option(
                names = "--sasl-mechanism",
                paramLabel = "NAME",
                defaultValue = ClientAccess.SCRAM_SHA_256,
                description = {
                    "登录机制:SCRAM-SHA-256 或 SCRAM-SHA-512",
                    "How principals log in: SCRAM-SHA-256 or SCRAM-SHA-512 (default ${DEFAULT-VALUE})."
                })
        @SuppressWarnings("NullAway.Init") // picocli sets it before run()
        private String mechanism;
    }

    /** The departments the exchange is for. */
    Catalogue catalogue() throws SettingsException {
        if (departments != null) {
            return DescribedDepartments.in(departments);
        }
        return where.directory == null
                ? Catalogue.JUDGED
                : DepartmentReader.catalogueIn(EmbeddedExchange.departmentsIn(where.directory));
    }

    ExchangeAddress address() {
        if (where.directory != null) {
            return ExchangeAddress.ofDirectory(where.directory);
        }
        Remote remote = where.remote;
        if (remote == null) {
            throw new IllegalStateException("exchange: expected a directory or an address, found neither");
        }
        return ExchangeAddress.of(
                        remote.bootstrap,
                        remote.registry,
                        Secrets.in(remote.secrets),
                        Optional.ofNullable(remote.trust))
                .withMechanism(remote.mechanism);
    }
}
