package org.huzheng.deploy.trial;

/** Tells nothing: the result is printed as JSON. */
public final class SilentNarrator implements Narrator {
    @Override
    public void chapter(String chinese, String english) {
        // Standard output belongs to the JSON object.
    }

    @Override
    public void say(String chinese, String english) {
        // Standard output belongs to the JSON object.
    }

    @Override
    public Progress progress(String chinese, String english, long total) {
        return new NoProgress();
    }
}
