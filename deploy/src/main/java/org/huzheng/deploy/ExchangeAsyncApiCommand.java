package org.huzheng.deploy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.huzheng.broker.asyncapi.AsyncApiDocument;
import org.huzheng.catalogue.Catalogue;
import org.huzheng.deploy.trial.GenerationOptions;
import org.huzheng.settings.SettingsException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code huzheng exchange asyncapi}: what is declared of topics, records and grants, as an AsyncAPI document. */
@Command(
        name = "asyncapi",
        description = {
            "将声明的主题、记录类型与权限写成 AsyncAPI 3 文档",
            "Write the declared topics, types of records and grants as an AsyncAPI 3 document."
        },
        mixinStandardHelpOptions = true)
final class ExchangeAsyncApiCommand implements Callable<Integer> {
    @Option(
            names = "--into",
            paramLabel = "FILE",
            description = {"写入的文件;省略则输出", "File to write; printed if left out."})
    private @Nullable Path file;

    @Mixin
    private final DescribedDepartments departments = new DescribedDepartments();

    @ArgGroup(exclusive = false)
    private @Nullable Where where;

    @Mixin
    private final GenerationOptions generation = new GenerationOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    /** Where the exchange is, for the document to say. */
    static final class Where {
        @Option(
                names = "--bootstrap",
                required = true,
                paramLabel = "HOST:PORT",
                description = {"写入文档的 Kafka 地址", "Address of the brokers, for the document to state."})
        @SuppressWarnings("NullAway.Init") // picocli sets it before call()
        private String bootstrap;

        @Option(
                names = "--registry",
                paramLabel = "URL",
                description = {"写入文档的模式注册中心地址", "Address of the schema registry, for the document to state."})
        private @Nullable URI registry;
    }

    @Override
    public Integer call() throws SettingsException, IOException {
        Catalogue catalogue = departments.catalogue();
        Optional<AsyncApiDocument.Server> server = Optional.ofNullable(where)
                .map(at -> new AsyncApiDocument.Server(at.bootstrap, Optional.ofNullable(at.registry)));
        AsyncApiDocument document = new AsyncApiDocument(catalogue, generation.partitions(), server);
        String text = GeneratedYaml.text("exchange asyncapi", List.of(document.document()));
        if (file == null) {
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
        } else {
            Files.writeString(file, text);
        }
        return 0;
    }
}
