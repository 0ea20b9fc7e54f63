package org.huzheng.deploy;

import picocli.CommandLine;

/** Runs the command in this process, for tests of other packages. */
public final class HuzhengCommands {
    private HuzhengCommands() {}

    /** Ends with the command's exit code. */
    public static int run(String... words) {
        return commandLine().execute(words);
    }

    /** The command as its users meet it, to be given other outputs. */
    public static CommandLine commandLine() {
        return Huzheng.commandLine();
    }
}
