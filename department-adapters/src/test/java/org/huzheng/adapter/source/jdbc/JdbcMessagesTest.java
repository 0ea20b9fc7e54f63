package org.huzheng.adapter.source.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.huzheng.adapter.source.DisappearedMax;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.SourceOpening;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** What the polled database never says. */
class JdbcMessagesTest {
    private static JdbcSettings settings(String url) {
        return new JdbcSettings(
                url,
                "reader",
                "secret",
                new JdbcSettings.Columns("updated_at", List.of()),
                Map.of(),
                Duration.ofSeconds(5),
                1,
                Duration.ofMillis(50),
                new JdbcSettings.FullReads(Optional.empty(), DisappearedMax.DEFAULT),
                new JdbcSettings.Load(10, Duration.ofSeconds(5)),
                Optional.empty());
    }

    @ParameterizedTest
    @CsvFileSource(resources = "addresses.csv", numLinesToSkip = 1)
    void shouldNameTheAddressWithoutWhatMayBeSecretInIt(String url, String expected) {
        // When
        String address = settings(url).address();

        // Then
        assertThat(address).isEqualTo(expected).doesNotContain("secret");
    }

    @Test
    void shouldNotRepeatTheWholeAddressWhereThereIsNoDriverForIt() {
        // Given
        JdbcSettings settings = settings("jdbc:unheard-of://host/db?password=secret");
        SourceOpening opening =
                new SourceOpening("contract", List.of("entry"), Optional.empty(), Duration.ofMillis(200));

        // When / Then
        assertThatThrownBy(() -> settings.open(opening))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("database jdbc:unheard-of://host/db: expected a JDBC driver")
                .hasStackTraceContaining("SourceException")
                .satisfies(failure -> assertThat(failure.getCause()).isNull());
    }

    @Test
    void shouldShowNeitherKeyNorValuesOfARow() {
        // When
        PolledRow row = new PolledRow(List.of("11010519491231002X"), null, Map.of("姓名", "王小明"), Optional.empty());

        // Then
        assertThat(row.toString()).contains("姓名").doesNotContain("11010519491231002X", "王小明");
    }
}
