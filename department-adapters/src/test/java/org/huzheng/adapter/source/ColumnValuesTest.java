package org.huzheng.adapter.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ColumnValuesTest {
    @Test
    void shouldBeTheMapItStandsForWithTheLastOfTwoColumnsOfOneName() {
        // Given
        ColumnValues.Names names = new ColumnValues.Names(List.of("b", "a", "c", "a"));
        Map<String, @Nullable String> expected = new HashMap<>();
        expected.put("b", "1");
        expected.put("a", "4");
        expected.put("c", null);

        // When
        ColumnValues values = names.values(new String[] {"1", "2", null, "4"});

        // Then
        assertThat(values.equals(expected)).isTrue();
        assertThat(new ArrayList<>(values.keySet())).containsExactly("b", "a", "c");
        assertThat(values.containsKey("c")).isTrue();
        assertThat(values.containsKey("d")).isFalse();
        assertThat(values.toString()).doesNotContain("4");
    }
}
