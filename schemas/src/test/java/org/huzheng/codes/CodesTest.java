package org.huzheng.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import org.huzheng.event.Sex;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodesTest {
    @ParameterizedTest
    @CsvFileSource(resources = "relation-examples.csv", numLinesToSkip = 2)
    void shouldKnowARelationToTheHead(String code, @Nullable Sex sex, String chinese, int edition) {
        // When
        RelationToHead relation = RelationToHead.ofCode(code);

        // Then
        assertThat(relation.chinese()).isEqualTo(chinese);
        assertThat(relation.sex()).isEqualTo(Optional.ofNullable(sex));
        assertThat(relation.edition()).isEqualTo(edition);
        assertThat(relation.english()).isNotBlank();
    }

    @Test
    void shouldHoldEveryRelationOfTheStandard() {
        assertThat(RelationToHead.all())
                .filteredOn(relation -> relation.edition() == 2008)
                .hasSize(84)
                .allMatch(relation -> relation.code().matches("[0-9]{2}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "04", "19", "2", "100", "户主"})
    void shouldRefuseARelationTheListDoesNotHold(String code) {
        assertThatThrownBy(() -> RelationToHead.ofCode(code))
                .isInstanceOf(UnknownCodeException.class)
                .hasMessageContaining("GB/T 4761-2008")
                .hasMessageContaining("\"" + code + "\"");
    }

    @Test
    void shouldKnowTheSexesOfTheStandard() {
        assertThat(SexCode.ofCode("1").sex()).contains(Sex.MALE);
        assertThat(SexCode.ofCode("2").sex()).contains(Sex.FEMALE);
        assertThat(SexCode.ofCode("0").sex()).isEmpty();
        assertThat(SexCode.ofCode("9").sex()).isEmpty();
        assertThatThrownBy(() -> SexCode.ofCode("3")).isInstanceOf(UnknownCodeException.class);
    }

    @Test
    void shouldHoldEveryProvince() {
        assertThat(Region.all()).filteredOn(Region::isProvince).hasSize(34);
    }

    @Test
    void shouldSpellOutEveryRegionFromItsProvinceDown() {
        assertThat(Region.all()).allSatisfy(region -> assertThat(region.fullName())
                .startsWith(Region.provinceOf(region.code()).orElseThrow().name())
                .endsWith(region.name()));
    }

    @Test
    void shouldFindARegionAndTheProvinceOfOneItDoesNotHold() {
        assertThat(Region.ofCode("440305").fullName()).isEqualTo("广东省深圳市南山区");
        assertThat(Region.find("440399")).isEmpty();
        assertThat(Region.provinceOf("440399").map(Region::name)).contains("广东省");
        assertThat(Region.provinceOf("990000")).isEmpty();
        assertThat(Region.provinceOf("44")).isEmpty();
        assertThatThrownBy(() -> Region.ofCode("440399"))
                .isInstanceOf(UnknownCodeException.class)
                .hasMessageContaining("GB/T 2260");
    }

    @Test
    void shouldHoldEveryLevelInForce() {
        // When / Then
        assertThat(Region.all().stream().filter(region -> region.effectiveTo().isEmpty()))
                .hasSizeGreaterThan(3300)
                .filteredOn(region -> region.code().endsWith("00"))
                .hasSizeGreaterThan(340);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "region-days.csv", numLinesToSkip = 2)
    void shouldKnowWhenARegionWasInForce(String code, String name, LocalDate day, boolean effective) {
        // When
        Region region = Region.ofCode(code);

        // Then
        assertThat(region.name()).isEqualTo(name);
        assertThat(region.isEffectiveOn(day)).isEqualTo(effective);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gb-t-4761-2008.csv", "gb-t-2260.csv", "gb-t-2261-1.csv"})
    void shouldNameTheSourceOnTheFirstLine(String resource) throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(CodesTest.class.getResourceAsStream(resource)), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).startsWith("# GB/T");
        }
    }
}
