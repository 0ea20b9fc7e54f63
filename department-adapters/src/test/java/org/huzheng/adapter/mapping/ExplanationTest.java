package org.huzheng.adapter.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.huzheng.catalogue.Catalogue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExplanationTest {

    private static Explanation explain(String yaml, Map<String, @Nullable String> values) throws Exception {
        Mapping mapping = MappingReader.read("mapping.yaml", yaml, Mappings.NO_REFERENCES, Catalogue.JUDGED);
        return new RowMapper(mapping, Mappings.KEYS).explain(Mappings.row(values));
    }

    private static Explanation.Line line(Explanation explanation, String target) {
        return explanation.lines().stream()
                .filter(line -> line.target().equals(target))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void shouldShowEachStepOfEachField() throws Exception {
        // When
        Explanation explanation = explain(Mappings.text("base.yaml"), Mappings.resident());

        // Then
        assertThat(explanation.outcome()).isInstanceOf(MappedRow.Version.class);
        assertThat(line(explanation, "sex").stages())
                .containsExactly(new Explanation.Stage("sex", "*"), new Explanation.Stage("codes", "FEMALE"));
        assertThat(line(explanation, "birthDate").resultMasked()).hasValue("1********1");
    }

    @Test
    void shouldShowWhatTheMappingItselfSays() throws Exception {
        // Given: a row that has ended, whatever its change code says
        Map<String, @Nullable String> values = Mappings.resident();
        values.put("moved_out_on", "1999-05-01");
        String yaml = Mappings.text("base.yaml").replace("    fields:", "    reason: {constant: 登记变更}\n    fields:");

        // When
        Explanation explanation = explain(yaml, values);

        // Then
        assertThat(line(explanation, "changeType").resultMasked()).hasValue("ENDED");
        assertThat(line(explanation, "reason").resultMasked()).hasValue("登记变更");
        assertThat(line(explanation, "reason").stages()).containsExactly(new Explanation.Stage("constant", "登记变更"));
        assertThat(line(explanation, "name").resultMasked()).hasValue("王*㛃");
    }

    @Test
    void shouldGoOnPastARefusalAndHideEveryValue() throws Exception {
        // Given
        Map<String, @Nullable String> values = Mappings.resident();
        values.put("birth_date", "1949-02-30");
        values.put("relation_code", "王五十");

        // When
        Explanation explanation = explain(Mappings.text("base.yaml"), values);

        // Then
        assertThat(explanation.outcome()).isInstanceOf(MappedRow.Refused.class);
        assertThat(explanation.lines())
                .filteredOn(line -> line.rejection().isPresent())
                .extracting(Explanation.Line::target)
                .contains("birthDate", "relationToHead");
        assertThat(explanation.lines().stream()
                        .flatMap(line -> line.stages().stream())
                        .map(Explanation.Stage::valueMasked)
                        .toList()
                        .toString())
                .doesNotContain("王𬱖㛃", "王父", "11010519491231002", "1949-", "王五十");
    }

    @Test
    void shouldTellWhatIsToleratedFromWhatIsRefused() throws Exception {
        // Given
        Map<String, @Nullable String> values = Mappings.resident();
        values.put("name", "王 伟");
        String yaml =
                Mappings.text("base.yaml").replace("      name: name", "      name: {column: name, onError: keep}");

        // When
        Explanation explanation = explain(yaml, values);

        // Then
        assertThat(explanation.outcome()).isInstanceOf(MappedRow.Version.class);
        assertThat(line(explanation, "name").isTolerated()).isTrue();
        assertThat(line(explanation, "name").rejection()).isPresent();
    }
}
