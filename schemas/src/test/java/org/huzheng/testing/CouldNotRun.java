package org.huzheng.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * How a test says that something it needs is not on this machine, or that this build has not the minutes it takes. It is never silent: the reason is collected in
 * {@code target/could-not-run.txt} at the root, with the test's class in brackets, which the build prints as its last lines, and where the build insists
 * ({@code -Dhuzheng.insist=true} or {@code HUZHENG_INSIST=true}) the test fails instead.
 */
public final class CouldNotRun {

    private CouldNotRun() {}

    /**
     * Ends the running test as not run.
     *
     * @param what what could not run, for example {@code "verification with npm jose"}
     * @param reason why, for example {@code "npm not found on PATH"}
     * @return never; declared so that a caller can write {@code throw CouldNotRun.because(...)}
     * @throws TestAbortedException always, unless the build insists
     * @throws AssertionFailedError where the build insists
     */
    public static TestAbortedException because(String what, String reason) {
        String line = ("could not run: " + what + ", because " + reason).replaceAll("\\s+", " ");
        if (isInsisted()) {
            throw new AssertionFailedError(line + " (and this build insists on it)");
        }
        append(line + " [" + testClass() + "]");
        throw new TestAbortedException(line);
    }

    /** Ends the running test as not run where one of these programs is not found. */
    public static void unlessOnPath(String what, String... programs) {
        List<Path> folders = Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(Path::of)
                .toList();
        for (String program : programs) {
            if (folders.stream().map(folder -> folder.resolve(program)).noneMatch(Files::isExecutable)) {
                throw because(what, program + " is not found on PATH");
            }
        }
    }

    /** Ends the running test as not run in the everyday build; the profile {@code whole} has the minutes it takes, and so has a build that insists. */
    public static void unlessWhole(String what) {
        if (!isInsisted() && !Boolean.getBoolean("huzheng.whole")) {
            throw because(what, "it takes minutes and this is the everyday build; mvn verify -Pwhole runs it");
        }
    }

    private static boolean isInsisted() {
        return Boolean.getBoolean("huzheng.insist") || Boolean.parseBoolean(System.getenv("HUZHENG_INSIST"));
    }

    /** The class whose test runs: the outermost of ours, since a framework calls it. */
    private static String testClass() {
        return StackWalker.getInstance()
                .walk(frames -> frames.map(StackWalker.StackFrame::getClassName)
                        .filter(name -> name.startsWith("org.huzheng."))
                        .reduce((inner, outer) -> outer)
                        .orElseThrow())
                .replaceFirst("\\$.*", "");
    }

    private static void append(String line) {
        Path file = Path.of(System.getProperty("huzheng.root", ".."), "target", "could-not-run.txt");
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot note in " + file + " that a test could not run", e);
        }
    }
}
