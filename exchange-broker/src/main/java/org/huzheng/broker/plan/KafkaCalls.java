package org.huzheng.broker.plan;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaFuture;

/** Waits for what an admin client promised. */
public final class KafkaCalls {
    private static final long TIMEOUT_SECONDS = 60;

    private KafkaCalls() {}

    /**
     * Waits at most a minute.
     *
     * @param doing what is being tried, for the message
     * @throws ExchangeUnreachable if it failed or took longer
     */
    public static <T> T await(String doing, KafkaFuture<T> promise) {
        try {
            return promise.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new ExchangeUnreachable("expected to " + doing + ", found: " + cause, cause);
        } catch (TimeoutException e) {
            throw new ExchangeUnreachable("expected to " + doing + " within " + TIMEOUT_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ExchangeUnreachable("interrupted while trying to " + doing, e);
        }
    }
}
