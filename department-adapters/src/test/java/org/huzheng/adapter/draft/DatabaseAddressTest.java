package org.huzheng.adapter.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAddressTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            jdbc:postgresql://db.example/register?ssl=true | postgres | host: db.example, port: 5432, database: register
            jdbc:mariadb://db.example:3307/register        | mariadb  | host: db.example, port: 3307
            jdbc:mariadb://db.example                      | mariadb  | host: db.example, port: 3306
            jdbc:oracle:thin:@//db.example:1521/register   | jdbc     | url: "jdbc:oracle:thin:@//db.example:1521/register"
            jdbc:sqlserver://db.example;databaseName=r     | jdbc     | url: "jdbc:sqlserver://db.example;databaseName=r"
            """)
    void shouldNameTheKindOfSourceThatReadsADatabase(String url, String kind, String settings) {
        // When
        DatabaseAddress address = DatabaseAddress.of(url);

        // Then
        assertThat(address.kind()).isEqualTo(kind);
        assertThat(String.join(", ", address.settings())).isEqualTo(settings);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:oracle:thin:scott/geheim@//db.example:1521/register",
                "jdbc:sqlserver://db.example;user=scott;password=geheim",
                "jdbc:dm://db.example:5236?PassWord=geheim",
                "jdbc:postgresql://scott:geheim@db.example/register",
                "jdbc:mariadb://one.example,two.example/register?password=geheim",
                "postgres://scott:geheim@db.example/register"
            })
    void shouldRefuseAnAddressThatIsNoneOrHoldsALoginAndNotRepeatIt(String url) {
        // When / Then
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DatabaseAddress.of(url))
                .withMessageStartingWith("expected ")
                .withMessageNotContaining("geheim");
    }
}
