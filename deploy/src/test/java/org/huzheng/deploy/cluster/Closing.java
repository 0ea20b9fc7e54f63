package org.huzheng.deploy.cluster;

import java.util.List;

/** Ends what was started. */
final class Closing {
    private Closing() {}

    /** Closes all, also those behind one that fails; then throws what failed first. */
    static void all(List<? extends AutoCloseable> parts) throws Exception {
        Exception first = null;
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (Exception e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
