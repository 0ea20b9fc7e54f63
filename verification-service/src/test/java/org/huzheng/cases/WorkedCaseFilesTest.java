package org.huzheng.cases;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The worked cases of a file as one test. For mutation testing, which starts the test framework anew for each test it tries on a mutant: with a test for each
 * case that takes hours.
 */
class WorkedCaseFilesTest {
    private final WorkedCasesTest eachCase = new WorkedCasesTest();

    static Stream<String> files() {
        return WorkedCase.all().map(WorkedCase::file).distinct();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void shouldAnswerEveryCaseAsACarefulClerkWould(String file) {
        casesOf(file).forEach(worked -> {
            eachCase.shouldAnswerAsACarefulClerkWould(worked);
            eachCase.shouldAnswerTheSameFromTheOtherSide(worked);
        });
        WorkedCasesTest.contradictions()
                .filter(worked -> worked.file().equals(file))
                .forEach(eachCase::shouldTellTheDepartmentsWhatContradictsWhat);
    }

    private static Stream<WorkedCase> casesOf(String file) {
        return WorkedCase.all().filter(worked -> worked.file().equals(file));
    }
}
