package org.huzheng.deploy;

/** Runs the command in this process, for tests of other packages. */
public final class HuzhengCommands {
    private HuzhengCommands() {}

    /** Ends with the command's exit code. */
    public static int run(String... words) {
        return Huzheng.commandLine().execute(words);
    }
}
