package org.huzheng.issuance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.huzheng.catalogue.Topics;
import org.huzheng.certificate.KnownCertificateTypes;
import org.huzheng.exchange.Certificate;
import org.huzheng.exchange.StatusChange;
import org.huzheng.identity.UnifiedSocialCreditCode;
import org.huzheng.presentation.EmployerInsuranceCredential;
import org.huzheng.presentation.KinshipCredential;
import org.huzheng.presentation.PaymentCredential;
import org.huzheng.signing.IssuerKey;
import org.huzheng.signing.IssuerKeys;
import org.huzheng.signing.TestKeys;

/** The issuance topology, driven decision by decision. */
final class DrivenIssuance implements AutoCloseable {
    static final IssuerKey KEY = TestKeys.fresh();
    /** Follows it a day after what the samples decide. */
    static final IssuerKey NEXT_KEY = TestKeys.from(SampleDecisions.DECIDED_AT.plus(Duration.ofDays(1)));

    private static final Issuer ISSUER =
            new Issuer("https://issuer.example", "示例市政务服务局", new UnifiedSocialCreditCode("11110000000000000N"));

    private final TopologyTestDriver driver;
    private final TestInputTopic<String, SpecificRecord> decisions;
    private final TestOutputTopic<String, SpecificRecord> certificates;
    private final TestOutputTopic<String, SpecificRecord> statusChanges;

    /** Keeps its state in a directory that is not there yet. */
    DrivenIssuance(Path state) {
        TestWire wire = new TestWire();
        CertificateIssuing issuing = new CertificateIssuing(
                KnownCertificateTypes.all(),
                List.of(new KinshipCredential(), new PaymentCredential(), new EmployerInsuranceCredential()),
                ISSUER,
                IssuerKeys.of(KEY, NEXT_KEY),
                "a secret of at least 32 bytes....".getBytes(StandardCharsets.UTF_8));
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "verification-issuance");
        settings.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        settings.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        driver = new TopologyTestDriver(
                IssuanceTopology.build(new Topology(), issuing, wire::received, wire::encoder), settings);
        decisions = driver.createInputTopic(Topics.DECISIONS.name(), new StringSerializer(), wire.encoder());
        certificates = driver.createOutputTopic(Topics.CERTIFICATES.name(), new StringDeserializer(), wire.decoder());
        statusChanges =
                driver.createOutputTopic(Topics.CERTIFICATE_STATUS.name(), new StringDeserializer(), wire.decoder());
    }

    void decide(SpecificRecord decision) {
        decisions.pipeInput(SampleDecisions.APPLICANT, decision);
    }

    TestOutputTopic<String, SpecificRecord> certificates() {
        return certificates;
    }

    TestOutputTopic<String, SpecificRecord> statusChanges() {
        return statusChanges;
    }

    /** The one certificate written since the last look. */
    Certificate onlyCertificate() {
        List<SpecificRecord> all = certificates.readValuesToList();
        assertThat(all).hasSize(1);
        return (Certificate) all.get(0);
    }

    /** The one status change written since the last look. */
    StatusChange onlyChange() {
        List<SpecificRecord> all = statusChanges.readValuesToList();
        assertThat(all).hasSize(1);
        return (StatusChange) all.get(0);
    }

    @Override
    public void close() {
        driver.close();
    }
}
