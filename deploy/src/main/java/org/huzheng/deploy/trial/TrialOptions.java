package org.huzheng.deploy.trial;

import org.huzheng.deploy.population.Population;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of every command that makes a trial installation: which people. */
public final class TrialOptions {
    @Option(
            names = "--people",
            paramLabel = "N",
            defaultValue = "1000",
            description = {"合成人口数,至少 50", "Synthetic people, at least 50 (default ${DEFAULT-VALUE})."})
    private int people;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = {"随机种子:种子相同则人口相同", "Seed: the same seed gives the same people (default ${DEFAULT-VALUE})."})
    private long seed;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command is called
    private CommandSpec command;

    /**
     * How many people.
     *
     * @throws ParameterException if they are fewer than a population has
     */
    public int people() {
        return requireAtLeast(command, "--people", Population.FEWEST_PEOPLE, people);
    }

    /** What they are drawn from. */
    public long seed() {
        return seed;
    }

    /** Refuses a number that is too small for its option. */
    public static int requireAtLeast(CommandSpec command, String option, int fewest, int found) {
        if (found < fewest) {
            throw new ParameterException(
                    command.commandLine(),
                    option + " 至少为 " + fewest + " / " + option + ": expected at least " + fewest + ", found " + found);
        }
        return found;
    }
}
