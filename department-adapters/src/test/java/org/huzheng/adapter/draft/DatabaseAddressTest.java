package org.huzheng.adapter.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseAddressTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            jdbc:postgresql://db.example/register?ssl=true | postgres | host: db.example, port: 5432, database: register, # Parameters of the address that a mapping does not carry over: ssl
            jdbc:mariadb://db.example:3307/register        | mariadb  | host: db.example, port: 3307
            jdbc:mariadb://db.example/r?a=geheim&sslMode=x | mariadb  | host: db.example, port: 3306, # Parameters of the address that a mapping does not carry over: a, sslMode
            jdbc:mariadb://db.example                      | mariadb  | host: db.example, port: 3306
            jdbc:oracle:thin:@//db.example:1521/register   | jdbc     | url: "jdbc:oracle:thin:@//db.example:1521/register"
            jdbc:sqlserver://db.example;databaseName=r     | jdbc     | url: "jdbc:sqlserver://db.example;databaseName=r"
            jdbc:mysql://db.example/r?useSSL=true&a=%20    | jdbc     | url: "jdbc:mysql://db.example/r?useSSL=true&a=%20"
            jdbc:sqlserver://db.example;loginTimeout=9     | jdbc     | url: "jdbc:sqlserver://db.example;loginTimeout=9"
            jdbc:oracle:thin:@(ADDRESS=(HOST=db.example))  | jdbc     | url: "jdbc:oracle:thin:@(ADDRESS=(HOST=db.example))"
            """)
    void shouldNameTheKindOfSourceThatReadsADatabase(String url, String kind, String settings) {
        // When
        DatabaseAddress address = DatabaseAddress.of(url);

        // Then
        assertThat(address.kind()).isEqualTo(kind);
        assertThat(String.join(", ", address.settings())).isEqualTo(settings);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            jdbc:oracle:thin:scott/geheim@//db.example:1521/register                   | jdbc:oracle:…
            jdbc:oracle:thin:scott/ge?heim@//db.example:1521/register                  | jdbc:oracle:…
            jdbc:oracle:thin:scott/ge;heim@//db.example:1521/register                  | jdbc:oracle:…
            jdbc:oracle:thin:@db.example:1521/geheim@register                          | jdbc:oracle:…
            jdbc:sqlserver://db.example;user=scott;password=geheim                     | jdbc:sqlserver:…
            jdbc:sqlserver://db.example;accessToken=geheim                             | jdbc:sqlserver:…
            jdbc:sqlserver://db.example;secret=geheim                                  | jdbc:sqlserver:…
            jdbc:sqlserver://db.example;keyVaultProviderClientKey=geheim               | jdbc:sqlserver:…
            jdbc:sqlserver://db.example;User ID=geheim                                 | jdbc:sqlserver:…
            jdbc:dm://db.example:5236?PassWord=geheim                                  | jdbc:dm:…
            jdbc:dm://db.example:5236?pass%77ord=geheim                                | jdbc:dm:…
            jdbc:db2://db.example:50000/register:user=scott;password=geheim;           | jdbc:db2:…
            jdbc:mysql://address=(host=db.example)(user=scott)(password=geheim)/r      | jdbc:mysql:…
            jdbc:mysql://(host=db.example,user=scott,password=geheim)/r                | jdbc:mysql:…
            jdbc:mysql://scott:ge/heim@db.example/geheim                               | jdbc:mysql:…
            jdbc:postgresql://scott:geheim@db.example/register                         | jdbc:postgresql:…
            jdbc:postgresql://scott:ge?heim@db.example/register                        | jdbc:postgresql:…
            jdbc:postgresql://scott/geheim@db.example/register                         | jdbc:postgresql:…
            jdbc:postgresql://scott@db.example/register                                | jdbc:postgresql:…
            jdbc:postgresql://db.example/register?password=geheim                      | jdbc:postgresql:…
            jdbc:mariadb://scott@db.example/register                                   | jdbc:mariadb:…
            jdbc:mariadb://scott/geheim@db.example/register                            | jdbc:mariadb:…
            jdbc:mariadb://address=(host=db.example)(user=scott)(password=geheim)/r    | jdbc:mariadb:…
            jdbc:mariadb://one.example,two.example/register?password=geheim            | jdbc:mariadb:…
            postgres://scott:geheim@db.example/register                                | none that begins with jdbc:
            """)
    void shouldRefuseAnAddressThatIsNoneOrHoldsALoginAndSayNoMoreThanItsScheme(String url, String found) {
        // When / Then
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> DatabaseAddress.of(url))
                .withMessageStartingWith("expected ")
                .withMessageEndingWith(found)
                .withMessageNotContainingAny("ge", "scott", "example");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .as("nor can it be put together")
                .isThrownBy(() -> new DatabaseAddress(url, "jdbc", List.of()));
    }

    @Test
    void shouldShowWhereItIsWithoutItsParameters() {
        // When
        String shown =
                DatabaseAddress.of("jdbc:dm://db.example:5236?schema=geheim").toString();

        // Then
        assertThat(shown).isEqualTo("jdbc:dm://db.example:5236");
    }
}
