package org.huzheng.app;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.ssl.CertificateProvider;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import org.huzheng.tls.ServedCertificate;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** What the service's listener shows of itself, handed to Micronaut whenever its files are renewed. */
@Singleton
@Named(ListenerCertificate.NAME)
@Requires(beans = ServedCertificate.class)
final class ListenerCertificate implements CertificateProvider {
    static final String NAME = "listener";
    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);

    private final ServedCertificate served;

    ListenerCertificate(ServedCertificate served) {
        this.served = served;
    }

    @Override
    public Publisher<KeyStore> getKeyStore() {
        Flux<List<X509Certificate>> shown =
                Flux.interval(LOOK_INTERVAL).onBackpressureDrop().map(tick -> served.chain());
        // The first at once: the listener must not open before it has one.
        return Flux.concat(Flux.just(served.chain()), shown)
                .distinctUntilChanged()
                .map(chain -> served.keyStore());
    }

    @Override
    public String getName() {
        return NAME;
    }
}
