package org.huzheng.deploy.trial;

/** Progress nobody watches. */
final class NoProgress implements Narrator.Progress {
    @Override
    public void reach(long done) {
        // Nobody watches.
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
