package org.huzheng.adapter.source;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a failure may say in a log. Our own messages say what was expected and never a row; others' may quote what they stumbled over (a database
 * the value it could not cast, a parser the text it could not read), so of those only the type is said, and of a database's its SQL state
 * (ISO/IEC 9075), with the message where the state is about the server and not about data.
 */
public final class Causes {
    private static final List<String> QUOTE_NOTHING = List.of("org.huzheng.", "org.apache.kafka.common.errors.");
    /** Connections, logins, resources, the server's own state. */
    private static final Set<String> STATES_OF_THE_SERVER = Set.of("08", "28", "3D", "53", "55", "57", "58");

    private static final int STATE_CLASS_LENGTH = 2;
    private static final int CAUSES_MAX = 10;

    private Causes() {}

    /** One failure, without its causes. */
    public static String of(Throwable failure) {
        String type = failure.getClass().getName();
        if (failure instanceof SQLException sql) {
            String state = sql.getSQLState();
            boolean ofTheServer = state != null
                    && state.length() > STATE_CLASS_LENGTH
                    && STATES_OF_THE_SERVER.contains(state.substring(0, STATE_CLASS_LENGTH));
            return type + " (SQL state " + state + ")" + (ofTheServer ? ": " + sql.getMessage() : "");
        }
        return QUOTE_NOTHING.stream().anyMatch(type::startsWith) ? type + ": " + failure.getMessage() : type;
    }

    /** A failure and what caused it, in one line. */
    public static String chain(Throwable failure) {
        List<String> causes = new ArrayList<>();
        for (Throwable cause = failure; cause != null && causes.size() < CAUSES_MAX; cause = cause.getCause()) {
            causes.add(of(cause));
        }
        return String.join(", caused by ", causes);
    }
}
