package org.huzheng.deploy.trial;

import java.util.ArrayDeque;
import java.util.Deque;

/** What has been started, closed in the reverse order. */
public final class Started implements AutoCloseable {
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    /** Keeps a part to be closed before those kept earlier. */
    public <T extends AutoCloseable> T keep(T part) {
        parts.push(part);
        return part;
    }

    /**
     * Closes every part, also when another cannot be closed.
     *
     * @throws TrialException naming the first that could not
     */
    @Override
    public void close() throws TrialException {
        TrialException failure = null;
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                // Whatever it is, the others must be closed too.
                if (failure == null) {
                    failure = new TrialException(
                            "未能正常停止。",
                            "Could not be stopped in order: " + part.getClass().getSimpleName(),
                            e);
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
