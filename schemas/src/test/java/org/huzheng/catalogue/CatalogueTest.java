package org.huzheng.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueTest {
    private static Schema type(String name) {
        return SchemaBuilder.record("cn.example." + name).fields().endRecord();
    }

    private static Department department(String code, String topic, String type) {
        return new Department(
                code, "某部门", "a department", List.of(Topic.ofRecords(topic, code, type(type), Duration.ofDays(1))));
    }

    @Test
    void shouldKeepEveryTopicOfADescribedDepartmentBesideThoseOfTheFour() {
        // Given
        Department marriages = department("marriages", "marriages.marriage", "Marriage");

        // When
        Catalogue catalogue = Catalogue.JUDGED.with(marriages);

        // Then
        assertThat(catalogue.department("marriages")).contains(marriages);
        assertThat(catalogue.topics())
                .containsAll(Topics.all())
                .hasSize(Topics.all().size() + 4);
        assertThat(catalogue.topics().stream().filter(topic -> topic.owner().equals("marriages")))
                .extracting(Topic::name)
                .containsExactly(
                        "marriages.marriage",
                        "marriages.quarantine",
                        "marriages.adapter-progress",
                        "marriages.adapter-control");
        assertThat(Topics.recordTopics()).noneMatch(topic -> topic.owner().equals("marriages"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Marriages",
                "婚姻",
                "marriages-",
                "-m",
                "m--n",
                "1m",
                "",
                "a.b",
                "exceedingly-long-code-of-a-department-here"
            })
    void shouldRefuseACodeThatIsNoNameOfAPrincipal(String code) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> department(code, code + ".marriage", "Marriage"))
                .withMessageContaining("code: expected lower-case letters");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "household.marriage",
                "marriage",
                "marriages.",
                "marriages.Marriage",
                "marriages.quarantine",
                "marriages.adapter-progress",
                "marriages.a.b"
            })
    void shouldRefuseATopicThatIsNotTheDepartmentsOwn(String topic) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> department("marriages", topic, "Marriage"))
                .withMessageContaining("topic: expected marriages.NAME")
                .withMessageContaining("found \"" + topic + "\"");
    }

    @ParameterizedTest
    @CsvSource({
        "household, neither equals",
        "social, neither equals",
        "household-archive, neither equals",
        "exchange, does not use itself",
        "admin, does not use itself",
        "registry, does not use itself",
        "verification-office, does not use itself",
        "auditors, does not use itself"
    })
    void shouldRefuseACodeThatWouldOpenWhatIsAnothers(String code, String expected) {
        // Given
        Department department = department(code, code + ".marriage", "Marriage");

        // When / Then
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Catalogue.JUDGED.with(department))
                .withMessageContaining(expected)
                .withMessageContaining(code);
    }

    @Test
    void shouldJudgeWhatDepartmentsPublishAndWhatTheExchangeMakesOfIt() {
        // When
        List<Topic> judged = Topics.recordTopics();

        // Then
        assertThat(judged)
                .isSortedAccordingTo(Comparator.comparing(Topic::name))
                .contains(Topics.POINTERS);
        assertThat(judged)
                .filteredOn(topic -> !topic.owner().equals(Topics.EXCHANGE))
                .isEqualTo(Topics.publishedTopics())
                .containsExactlyInAnyOrderElementsOf(Department.JUDGED.stream()
                        .flatMap(department -> department.recordTopics().stream())
                        .toList());
        assertThat(Topics.POINTERS.isFeed()).isTrue();
        assertThat(Topics.all()).doesNotHaveDuplicates();
    }

    @Test
    void shouldRefuseARecordTypeTwice() {
        // Given
        Catalogue catalogue = Catalogue.JUDGED.with(department("marriages", "marriages.marriage", "Marriage"));

        // When / Then
        assertThatIllegalArgumentException()
                .isThrownBy(() -> catalogue.with(department("weddings", "weddings.wedding", "Marriage")))
                .withMessage("record type of weddings.wedding: expected one no other department has, found"
                        + " cn.example.Marriage");
    }
}
