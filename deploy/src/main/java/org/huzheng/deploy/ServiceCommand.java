package org.huzheng.deploy;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.huzheng.app.ServiceConfiguration;
import org.huzheng.app.VerificationService;
import org.huzheng.deploy.process.UntilEnded;
import org.huzheng.settings.SettingsException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code huzheng service run}: one instance of the verification service. */
@Command(
        name = "service",
        description = {"核验服务", "The verification service."},
        mixinStandardHelpOptions = true,
        subcommands = ServiceCommand.Run.class)
final class ServiceCommand {
    private ServiceCommand() {}

    @Command(
            name = "run",
            description = {"运行核验服务的一个实例,直至终止进程", "Run one instance until the process is ended."},
            mixinStandardHelpOptions = true)
    static final class Run implements Callable<Integer> {
        @Option(
                names = {"-c", "--config"},
                required = true,
                paramLabel = "FILE",
                description = {"设置文件", "Settings file (docs/service-settings.md)."})
        @SuppressWarnings("NullAway.Init") // picocli sets it before call()
        private Path file;

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before call()
        private CommandSpec spec;

        @Override
        public Integer call() throws SettingsException, InterruptedException {
            ServiceConfiguration configuration = ServiceConfiguration.read(file, System.getenv());
            UntilEnded running = UntilEnded.of("end-service");
            try (running;
                    VerificationService service = VerificationService.start(configuration)) {
                spec.commandLine().getOut().println("核验服务已启动 The verification service is running: " + service.url());
                spec.commandLine().getOut().flush();
                running.await();
            }
            return 0;
        }
    }
}
