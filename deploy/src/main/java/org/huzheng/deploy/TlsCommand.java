package org.huzheng.deploy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.huzheng.deploy.tls.LocalAuthority;
import org.huzheng.tls.ServerTls;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code huzheng tls issue}: certificates of an authority of one's own, for trials. */
@Command(
        name = "tls",
        description = {"试用证书:自建证书颁发机构并签发", "Certificates for trials, of an authority of one's own."},
        mixinStandardHelpOptions = true,
        subcommands = TlsCommand.Issue.class)
final class TlsCommand {
    private TlsCommand() {}

    @Command(
            name = "issue",
            description = {
                "签发或续签监听端证书;首次使用时建立颁发机构(ca.pem、ca.key)",
                "Certify a listener, or renew its certificate; makes the authority (ca.pem, ca.key) on first use."
            },
            mixinStandardHelpOptions = true)
    static final class Issue implements Callable<Integer> {
        @Option(
                names = "--dir",
                required = true,
                paramLabel = "DIR",
                description = {"颁发机构的目录,不存在则新建", "Directory of the authority, made if it is not there."})
        @SuppressWarnings("NullAway.Init") // picocli sets it before call()
        private Path directory;

        @Option(
                names = "--host",
                required = true,
                paramLabel = "HOST",
                description = {"客户端所用的主机名或地址,可多次给出", "Name or address clients reach it by; may be given several times."
                })
        @SuppressWarnings("NullAway.Init") // picocli sets it before call()
        private List<String> hosts;

        @Parameters(
                paramLabel = "NAME",
                description = {"监听端名称,即其文件所在的子目录", "Name of the listener: the folder of its files."})
        @SuppressWarnings("NullAway.Init") // picocli sets it before call()
        private String name;

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before call()
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            LocalAuthority authority = LocalAuthority.openOrCreate(directory, Instant.now());
            ServerTls files = authority.issue(name, hosts, Instant.now());
            spec.commandLine().getOut().println("certificate: " + files.certificate());
            spec.commandLine().getOut().println("key: " + files.key());
            spec.commandLine().getOut().println("trust: " + authority.certificate());
            return 0;
        }
    }
}
