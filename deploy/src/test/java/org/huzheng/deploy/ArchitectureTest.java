package org.huzheng.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import org.huzheng.testing.HouseRules;
import org.junit.jupiter.api.Test;

/** The command may talk to the console; otherwise the house rules hold. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = HouseRules.classesOfThisModule();

    @Test
    void shouldKeepTheHouseRules() {
        HouseRules.everywhere().forEach(rule -> rule.check(CLASSES));
    }

    @Test
    void shouldSayWhatEachPackageIsFor() {
        assertThat(HouseRules.packagesWithoutPurpose()).isEmpty();
    }
}
