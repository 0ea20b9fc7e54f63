package org.huzheng.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.sun.net.httpserver.HttpServer;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.MethodCallTarget;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.huzheng.http.HttpServers;

/** The rules every module keeps; each module's {@code ArchitectureTest} applies them and adds its own. */
public final class HouseRules {

    private static final Set<String> CLOCK_AND_CHANCE = Set.of(
            "java.lang.System.currentTimeMillis",
            "java.lang.System.nanoTime",
            "java.lang.Math.random",
            "java.util.UUID.randomUUID");

    private HouseRules() {}

    /** Classes of the module whose tests are running, without its tests. */
    public static JavaClasses classesOfThisModule() {
        return new ClassFileImporter().importPath(Path.of("target", "classes"));
    }

    /** What every module keeps, command line included. */
    public static List<ArchRule> everywhere() {
        return List.of(
                GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS.allowEmptyShould(true),
                GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.allowEmptyShould(true),
                noClasses()
                        .should()
                        .resideInAnyPackage(
                                "..util..",
                                "..utils..",
                                "..common..",
                                "..commons..",
                                "..helper..",
                                "..helpers..",
                                "..manager..")
                        .because("a room is named for what it is for")
                        .allowEmptyShould(true),
                noClasses()
                        .that()
                        .doNotBelongToAnyOf(HttpServers.class)
                        .should()
                        .callMethod(HttpServer.class, "create", InetSocketAddress.class, int.class)
                        .because("the first server settles the limits of all of them")
                        .allowEmptyShould(true));
    }

    /** Only the command line talks to the console. */
    public static ArchRule noConsole() {
        return GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.allowEmptyShould(true);
    }

    /**
     * Nothing in these packages may ask for the time or for chance: what they compute is a function of their arguments,
     * so that an auditor computes it again.
     *
     * @param packages ArchUnit package patterns, for example {@code org.huzheng.dossier..}
     */
    public static ArchRule noClockNorChance(String... packages) {
        return noClasses()
                .that()
                .resideInAnyPackage(packages)
                .should()
                .callMethodWhere(readsClockOrChance())
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.time.Clock")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(java.util.random.RandomGenerator.class)
                .because("what is judged must be computable again from the log alone")
                .allowEmptyShould(true);
    }

    /**
     * Nothing in the one set of packages depends on anything in the other.
     *
     * @param from packages that must not know
     * @param to packages that must not be known
     */
    public static ArchRule keepsApart(List<String> from, List<String> to, String because) {
        return noClasses()
                .that()
                .resideInAnyPackage(from.toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(to.toArray(String[]::new))
                .because(because)
                .allowEmptyShould(true);
    }

    /** Source folders of this module that lack a {@code package-info.java} with a sentence and {@code @NullMarked}. */
    public static List<Path> packagesWithoutPurpose() {
        Path sources = Path.of("src", "main", "java");
        if (Files.notExists(sources)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(Path::getParent)
                    .distinct()
                    .filter(folder -> !saysItsPurpose(folder.resolve("package-info.java")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the sources below " + sources, e);
        }
    }

    private static boolean saysItsPurpose(Path packageInfo) {
        try {
            if (Files.notExists(packageInfo)) {
                return false;
            }
            String text = Files.readString(packageInfo);
            return text.contains("/**") && text.contains("@NullMarked");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + packageInfo, e);
        }
    }

    private static DescribedPredicate<JavaMethodCall> readsClockOrChance() {
        return new DescribedPredicate<>("read the clock or draw by chance") {
            @Override
            public boolean test(JavaMethodCall call) {
                MethodCallTarget target = call.getTarget();
                String owner = target.getOwner().getName();
                return CLOCK_AND_CHANCE.contains(owner + "." + target.getName())
                        || (owner.startsWith("java.time.") && target.getName().equals("now"));
            }
        };
    }
}
