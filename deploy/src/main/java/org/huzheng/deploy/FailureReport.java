package org.huzheng.deploy;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says why a command could not be carried out, in one line; the whole trace goes to the log, where {@code HUZHENG_LOG=DEBUG} shows it. */
final class FailureReport implements IExecutionExceptionHandler {
    /** Exit code of a command that could not be carried out. */
    static final int COULD_NOT = 3;

    private static final Logger LOG = LoggerFactory.getLogger(FailureReport.class);

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult words) {
        command.getErr().println("未能完成 Could not be done: " + failure.getMessage());
        command.getErr().flush();
        LOG.debug("Command failed", failure);
        return COULD_NOT;
    }
}
