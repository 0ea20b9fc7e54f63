package org.huzheng.deploy;

import org.huzheng.deploy.bench.BenchCommand;
import org.huzheng.deploy.cluster.ClusterCommand;
import org.huzheng.deploy.demo.DemoCommand;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The {@code huzheng} command. A subcommand is a class of its own, registered in {@link #commandLine()}.
 *
 * <p>Exit codes: 0 done, 1 the command found what it looks for (a difference, a refusal), 2 wrong usage, 3 it could not be done.
 */
@Command(
        name = "huzheng",
        description = {
            "互证:部门间数据共享与核验",
            "Data sharing and verification between government departments.",
        },
        mixinStandardHelpOptions = true,
        versionProvider = HuzhengVersion.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            ExchangeCommand.class,
            AdapterCommand.class,
            ServiceCommand.class,
            AuditCommand.class,
            TlsCommand.class,
            ClusterCommand.class,
            BenchCommand.class
        })
public final class Huzheng implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before run()
    private CommandSpec spec;

    /**
     * Runs the command and ends the process with its exit code.
     *
     * @param args the words after {@code huzheng}
     */
    public static void main(String[] args) {
        // what libraries say to the JDK's logging goes where every line goes
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        System.exit(commandLine().execute(args));
    }

    /** The whole command, subcommands included. */
    static CommandLine commandLine() {
        return new CommandLine(new Huzheng())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(new FailureReport());
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "缺少子命令 / A command is missing");
    }
}
