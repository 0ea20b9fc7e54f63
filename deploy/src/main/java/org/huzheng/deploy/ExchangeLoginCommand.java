package org.huzheng.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.huzheng.broker.exchange.ExchangeAddress;
import org.huzheng.catalogue.Catalogue;
import org.huzheng.catalogue.Department;
import org.huzheng.deploy.trial.ExchangeLogin;
import org.huzheng.settings.SettingsException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code huzheng exchange login}: how a department's adapter logs in, as lines of its configuration. */
@Command(
        name = "login",
        description = {
            "输出部门适配器登录交换平台的配置(口令只以文件引用)",
            "Print the part of an adapter's configuration that leads to the exchange; passwords are referred to, not"
                    + " shown."
        },
        mixinStandardHelpOptions = true)
final class ExchangeLoginCommand implements Callable<Integer> {
    /** Name under which the secret of person keys lies beside the passwords. */
    static final String PERSON_KEY = "person-key";

    @Mixin
    private final ExchangeOptions exchange = new ExchangeOptions();

    @Parameters(
            paramLabel = "CODE",
            description = {"部门代码", "Code of the department."})
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private String code;

    @Option(
            names = "--person-key-secret",
            paramLabel = "FILE",
            description = {
                "人员标识密钥文件;默认为口令目录中的 person-key.password,首次使用时生成",
                "File of the secret person keys are derived with; person-key.password beside the passwords if left out,"
                        + " drawn on first use."
            })
    private @Nullable Path personKeySecret;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() throws SettingsException, JsonProcessingException {
        Catalogue catalogue = exchange.catalogue();
        Department department = catalogue
                .department(code)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "部门代码 CODE: 应为 expected one of "
                                + catalogue.departments().stream()
                                        .map(Department::code)
                                        .toList()
                                + ",实为 found " + code));
        ExchangeAddress address = exchange.address();
        Path secret = personKeySecret == null ? address.access().secrets().passwordFileOf(PERSON_KEY) : personKeySecret;
        YAMLMapper yaml = YAMLMapper.builder()
                .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                .disable(YAMLGenerator.Feature.SPLIT_LINES)
                .build();
        spec.commandLine()
                .getOut()
                .print(yaml.writeValueAsString(ExchangeLogin.ofAdapter(address, department.code(), secret)));
        spec.commandLine().getOut().flush();
        return 0;
    }
}
