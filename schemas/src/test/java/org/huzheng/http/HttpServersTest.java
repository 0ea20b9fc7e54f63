package org.huzheng.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpServersTest {
    private final Properties before = new Properties();

    @BeforeEach
    void forgetWhatIsSet() {
        before.putAll(System.getProperties());
        System.getProperties().keySet().removeIf(name -> name.toString().startsWith("sun.net.httpserver."));
    }

    @AfterEach
    void restore() {
        System.setProperties(before);
    }

    private static void makeOne() throws IOException {
        HttpServer server =
                HttpServers.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0, Optional.empty());
        server.start();
        server.stop(0);
    }

    @Test
    void shouldSetTheLimitsOfTheProcessBeforeWhicheverServerComesFirst() throws Exception {
        // When
        makeOne();

        // Then
        assertThat(System.getProperty("sun.net.httpserver.nodelay")).isEqualTo("true");
        assertThat(System.getProperty("sun.net.httpserver.maxReqTime")).isEqualTo("60");
        assertThat(System.getProperty("sun.net.httpserver.maxRspTime")).isEqualTo("300");
    }

    @Test
    void shouldLeaveAsItIsWhatTheOperatorSet() throws Exception {
        // Given
        System.setProperty("sun.net.httpserver.maxReqTime", "7");

        // When
        makeOne();

        // Then
        assertThat(System.getProperty("sun.net.httpserver.maxReqTime")).isEqualTo("7");
    }
}
