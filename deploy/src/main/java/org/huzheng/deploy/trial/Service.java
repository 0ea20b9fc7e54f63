package org.huzheng.deploy.trial;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.Optional;
import org.huzheng.app.ExchangeSettings;
import org.huzheng.app.HttpSettings;
import org.huzheng.app.IssuingSettings;
import org.huzheng.app.JudgingSettings;
import org.huzheng.app.ServiceConfiguration;
import org.huzheng.app.TokenSettings;
import org.huzheng.app.VerificationService;
import org.huzheng.broker.embedded.AddressBook;
import org.huzheng.broker.exchange.ExchangeAddress;
import org.huzheng.broker.grants.ExchangeGrants;
import org.huzheng.issuance.Issuer;
import org.huzheng.trace.TracingSettings;

/** The verification service of a trial, issuing in the name of an invented authority and accepting tokens the trial mints. */
public final class Service implements AutoCloseable {
    private final VerificationService running;
    private final TrialTokens tokens;

    private Service(VerificationService running, TrialTokens tokens) {
        this.running = running;
        this.tokens = tokens;
    }

    /**
     * Starts it.
     *
     * @param tracing where its traces go, if anywhere
     */
    public static Service start(
            TrialDirectory directory, TrialSecrets secrets, ExchangeAddress exchange, Optional<TracingSettings> tracing)
            throws IOException, InterruptedException {
        Files.createDirectories(directory.service());
        int port = AddressBook.in(directory.service()).portOf("http", 0);
        String url = "http://127.0.0.1:" + port;
        TrialTokens tokens = TrialTokens.open(directory.service(), secrets, url);
        ServiceConfiguration configuration = new ServiceConfiguration(
                ExchangeSettings.of(exchange.clientConfig(ExchangeGrants.VERIFICATION), exchange.registryConfig()),
                new JudgingSettings(
                        directory.service().resolve("streams"),
                        Optional.of("demo"),
                        JudgingSettings.DEFAULT_COMMIT_INTERVAL,
                        1),
                new IssuingSettings(
                        new Issuer(url, Authority.NAME, Authority.CREDIT_CODE),
                        directory.service().resolve("issuer.p12"),
                        secrets.file("issuer-keystore"),
                        secrets.file("salt")),
                secrets.personKeySecret(),
                new TokenSettings(tokens.publicKeys(), url),
                HttpSettings.local(port),
                tracing);
        return new Service(VerificationService.start(configuration), tokens);
    }

    public URI url() {
        return running.url();
    }

    /** Tokens it accepts. */
    public TrialTokens tokens() {
        return tokens;
    }

    @Override
    public void close() {
        running.close();
    }
}
