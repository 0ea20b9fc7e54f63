package org.huzheng.adapter.source.postgres;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import org.huzheng.adapter.source.DisappearedMax;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.capture.LostLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PostgresCatalogTest {
    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD, unit = TimeUnit.SECONDS)
    void shouldGiveUpAServerThatAcceptsAndSaysNothing() throws Exception {
        // Given: as a server that hangs, or a firewall that swallows what is sent
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            PostgresSettings settings = new PostgresSettings(
                    "127.0.0.1",
                    silent.getLocalPort(),
                    "register",
                    "reader",
                    "none",
                    "",
                    "",
                    LostLog.STOP,
                    DisappearedMax.DEFAULT);

            // When / Then
            assertThatExceptionOfType(SourceException.class)
                    .isThrownBy(() -> PostgresCatalog.connect(settings, 1))
                    .withMessageContaining("expected to log in as reader")
                    .withRootCauseInstanceOf(SocketTimeoutException.class);
        }
    }
}
