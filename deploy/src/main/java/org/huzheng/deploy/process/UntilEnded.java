package org.huzheng.deploy.process;

import java.util.concurrent.CountDownLatch;

/** Keeps a process up until it is asked to end, and its end until what it runs is closed. */
public final class UntilEnded implements AutoCloseable {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread main = Thread.currentThread();
    private volatile boolean started;

    private UntilEnded() {}

    /**
     * From now on the process ends only after this has been closed. A thread that is still starting something is interrupted.
     *
     * @param name of the thread that waits for it
     */
    public static UntilEnded of(String name) {
        UntilEnded running = new UntilEnded();
        Runtime.getRuntime().addShutdownHook(new Thread(running::end, name));
        return running;
    }

    /** Waits for Ctrl-C, or whatever else asks the process to end. */
    public void await() throws InterruptedException {
        started = true;
        asked.await();
    }

    private void end() {
        asked.countDown();
        if (!started) {
            // Whatever start waits for, it need not come any more.
            main.interrupt();
        }
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
