package org.huzheng.deploy.trial;

/** Tells what happens, in Chinese with English beside. */
public interface Narrator {
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
