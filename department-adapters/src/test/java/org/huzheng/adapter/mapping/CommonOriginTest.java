package org.huzheng.adapter.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class CommonOriginTest {

    private static boolean takes(String from, String name) {
        return FileSystems.getDefault().getPathMatcher("glob:" + from).matches(Path.of(name));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "common-origins.csv", delimiter = '|')
    void shouldFindANameThatBothTakeIfThereIsOne(String one, String other, String expected) {
        // When
        Optional<String> common = CommonOrigin.of(one, other);

        // Then
        assertThat(common.isPresent()).as(String.valueOf(common)).isEqualTo(expected.equals("yes"));
        assertThat(common).isEqualTo(CommonOrigin.of(other, one));
        common.ifPresent(
                name -> assertThat(name).matches(found -> takes(one, found)).matches(found -> takes(other, found)));
    }
}
