package org.huzheng.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import org.junit.jupiter.api.Test;

/** What the {@code ArchitectureTest} of every module checks; each adds the rules of its own rooms. */
public abstract class KeepsTheHouseRules {
    /** Classes of the module whose tests are running, without its tests. */
    protected static final JavaClasses CLASSES = HouseRules.classesOfThisModule();

    @Test
    protected void shouldKeepTheHouseRules() {
        HouseRules.everywhere().forEach(rule -> rule.check(CLASSES));
    }

    @Test
    protected void shouldSayWhatEachPackageIsFor() {
        assertThat(HouseRules.packagesWithoutPurpose()).isEmpty();
    }

    @Test
    protected void shouldLeaveTheConsoleToTheCommandLine() {
        HouseRules.noConsole().check(CLASSES.that(JavaClass.Predicates.resideOutsideOfPackage("org.huzheng.deploy..")));
    }
}
