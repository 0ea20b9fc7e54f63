package org.huzheng.deploy.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.huzheng.signing.Es256Signer;
import org.huzheng.signing.IssuerKey;

/**
 * ES256 signatures in a loop on one thread, with a key made as the service makes its own.
 *
 * @param directory where the key lies
 * @param keystorePassword protects it
 * @param duration how long the loop runs
 */
record SigningLoop(Path directory, String keystorePassword, Duration duration) {
    Rate measure() {
        Es256Signer signer = IssuerKey.openOrCreate(
                        directory.resolve("bench.p12"), keystorePassword.toCharArray(), "bench", "bench", Instant.now())
                .signer();
        // one loop to warm up, one that counts
        sign(signer);
        return sign(signer);
    }

    private Rate sign(Es256Signer signer) {
        byte[] input = new byte[1_024];
        long started = System.nanoTime();
        long until = started + duration.toNanos();
        long count = 0;
        while (System.nanoTime() < until) {
            input[0] += signer.sign(input)[0];
            count++;
        }
        return Rate.since(started, count);
    }

    @Override
    public String toString() {
        return "SigningLoop[redacted]";
    }
}
