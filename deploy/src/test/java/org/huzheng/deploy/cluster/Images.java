package org.huzheng.deploy.cluster;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.PullResponseItem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.huzheng.testing.CouldNotRun;
import org.testcontainers.DockerClientFactory;

/**
 * The images of this build. What they are built on is named by {@value #BASE}; without, it is the public image the Dockerfiles name.
 */
final class Images {
    private static final String BASE = "HUZHENG_IMAGE_BASE";
    private static final String PUBLIC_BASE = "eclipse-temurin:17-jre";
    private static final String WHAT = "containers";
    private static final Path DISTRIBUTION = Path.of("target", "huzheng");
    private static final List<String> ROLES = List.of("exchange", "adapter", "service");

    private Images() {}

    /** Builds all; where there is no engine, no base or no distribution to put in, the running test could not run. */
    static void build() throws InterruptedException {
        requireEngine();
        for (String file : List.of("built", "lib/bom.json")) {
            if (!Files.exists(DISTRIBUTION.resolve(file))) {
                throw CouldNotRun.because(
                        WHAT, "the build left no target/huzheng/" + file + " (offline, Maven writes no bom.json)");
            }
        }
        DockerClient engine = DockerClientFactory.lazyClient();
        String base = Objects.requireNonNullElse(System.getenv(BASE), PUBLIC_BASE);
        requireBase(engine, base);
        for (String role : ROLES) {
            engine.buildImageCmd()
                    .withBaseDirectory(DISTRIBUTION.toFile())
                    .withDockerfile(DISTRIBUTION
                            .resolve("images/" + role + "/Dockerfile")
                            .toFile())
                    .withBuildArg("BASE", base)
                    .withTags(Set.of(name(role)))
                    .exec(new BuildImageResultCallback())
                    .awaitImageId(5, TimeUnit.MINUTES);
        }
    }

    /** Name of the image of a role. */
    static String name(String role) {
        return "huzheng-" + role + ":it";
    }

    private static void requireEngine() {
        boolean answers;
        try {
            answers = DockerClientFactory.instance().isDockerAvailable();
        } catch (RuntimeException e) {
            throw CouldNotRun.because(WHAT, "the container engine cannot be used: " + e.getMessage());
        }
        if (!answers) {
            throw CouldNotRun.because(WHAT, "no container engine answers");
        }
    }

    private static void requireBase(DockerClient engine, String base) throws InterruptedException {
        try {
            engine.inspectImageCmd(base).exec();
        } catch (NotFoundException missing) {
            try {
                engine.pullImageCmd(base)
                        .exec(new ResultCallback.Adapter<PullResponseItem>())
                        .awaitCompletion();
            } catch (DockerException e) {
                throw CouldNotRun.because(
                        WHAT, "the image " + base + " is not here and cannot be fetched; " + BASE + " names another");
            }
        }
    }
}
