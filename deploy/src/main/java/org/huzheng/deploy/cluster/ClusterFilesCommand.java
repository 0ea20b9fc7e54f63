package org.huzheng.deploy.cluster;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.huzheng.deploy.trial.TrialException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code huzheng cluster files}: what the processes of a trial cluster are given when each has a host of its own, as containers do, and a token of a day to ask with; starts nothing. */
@Command(
        name = "files",
        description = {
            "为各占一台主机(或容器)的进程写出设置、证书与口令,不启动任何进程",
            "Write settings, certificates and secrets of processes that have a host (or container) each, named broker-1,"
                    + " registry, service-1 and so on; starts nothing."
        },
        mixinStandardHelpOptions = true)
final class ClusterFilesCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private ClusterSize size;

    @Option(
            names = "--service",
            required = true,
            paramLabel = "URL",
            description = {
                "核验服务对外的唯一地址,如 https://localhost:8443",
                "The one address of the service, whichever instance answers, e.g. https://localhost:8443."
            })
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private URI service;

    @Option(
            names = "--dir",
            required = true,
            paramLabel = "DIR",
            description = {
                "写到哪里;再次运行时续签证书,口令不变",
                "Where to write them, under the path the processes will find them at; again, it renews certificates and keeps secrets."
            })
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private Path directory;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() throws TrialException, IOException {
        ClusterDirectory files = ClusterDirectory.layOutForHosts(directory, size.brokers(), size.instances(), service);
        new ClusterSettings(files).write();
        files.tokens().leave(directory.resolve("token"));
        spec.commandLine().getOut().println("已写出 written: " + directory.toAbsolutePath());
        spec.commandLine().getOut().flush();
        return 0;
    }
}
