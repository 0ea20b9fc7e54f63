package org.huzheng.deploy.trial;

import java.io.PrintWriter;

/** Tells what happens, in Chinese with English beside. */
public interface Narrator {
    /** Set by the launcher where output and errors go to a terminal. */
    String WATCHED = "huzheng.terminal";

    /** Tells on the console, or nothing where a JSON object is wanted. */
    static Narrator of(boolean json, PrintWriter out) {
        return json ? new SilentNarrator() : new ConsoleNarrator(out, Boolean.getBoolean(WATCHED));
    }

    /** A new part of the story begins. */
    void chapter(String chinese, String english);

    /** Something happened. */
    void say(String chinese, String english);

    /** Something takes a while. */
    Progress progress(String chinese, String english, long total);

    /** How far something has come; close it at the end. */
    interface Progress extends AutoCloseable {
        void reach(long done);

        @Override
        void close();
    }
}
