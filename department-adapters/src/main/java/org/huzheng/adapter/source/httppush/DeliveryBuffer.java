package org.huzheng.adapter.source.httppush;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Deliveries between the callers and the adapter's thread, bounded by the bytes of all that is being read, waits or is being committed. Room is
 * taken before a body is read.
 */
final class DeliveryBuffer {
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);

    private final long bytesMax;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Deque<Delivery> waiting = new ArrayDeque<>();
    private List<Delivery> taken = List.of();
    private long bytes;
    private long stalledSinceNanos = System.nanoTime();
    private boolean closed;

    DeliveryBuffer(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /** Takes room for a body. */
    void reserve(long wanted) throws PushProblem {
        lock.lock();
        try {
            refuseIfClosed();
            if (bytes + wanted > bytesMax) {
                throw PushProblem.forNow(
                        PushProblem.Kind.TOO_MUCH_AT_ONCE,
                        "room for " + wanted + " bytes beside what is not yet committed",
                        (bytesMax - bytes) + " of " + bytesMax + " bytes",
                        retryAfter());
            }
            bytes += wanted;
        } finally {
            lock.unlock();
        }
    }

    /** As long as nothing has been committed, that long it may well go on. */
    private Duration retryAfter() {
        Duration stalled = Duration.ofNanos(System.nanoTime() - stalledSinceNanos);
        return stalled.compareTo(LONGEST_RETRY) < 0 ? stalled : LONGEST_RETRY;
    }

    /** Gives room back. */
    void release(long unused) {
        lock.lock();
        try {
            bytes -= unused;
        } finally {
            lock.unlock();
        }
    }

    /** Lets a delivery wait for its turn; its bytes are reserved. */
    void add(Delivery delivery) throws PushProblem {
        lock.lock();
        try {
            refuseIfClosed();
            if (waiting.isEmpty() && taken.isEmpty()) {
                stalledSinceNanos = System.nanoTime();
            }
            waiting.add(delivery);
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Nobody waits for this delivery any more: unless it has been taken, it is as if it had not come. */
    void withdraw(Delivery delivery) {
        lock.lock();
        try {
            if (waiting.remove(delivery)) {
                bytes -= delivery.bytes();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whole deliveries in the order in which they came, of about so many rows, waiting for the first no longer than the time given. */
    List<Delivery> take(int rows, Duration timeout) throws InterruptedException {
        lock.lock();
        try {
            long left = timeout.toNanos();
            while (waiting.isEmpty() && left > 0) {
                left = arrived.awaitNanos(left);
            }
            List<Delivery> next = new ArrayList<>();
            int count = 0;
            while (!waiting.isEmpty()
                    && (next.isEmpty() || count + waiting.getFirst().items().size() <= rows)) {
                Delivery delivery = waiting.removeFirst();
                count += delivery.items().size();
                next.add(delivery);
            }
            taken = List.copyOf(next);
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** What was taken last is committed. */
    List<Delivery> settle() {
        lock.lock();
        try {
            List<Delivery> settled = taken;
            settled.forEach(delivery -> bytes -= delivery.bytes());
            taken = List.of();
            stalledSinceNanos = System.nanoTime();
            return settled;
        } finally {
            lock.unlock();
        }
    }

    /** Takes nothing more, and hands out everything not known to be committed. */
    List<Delivery> close() {
        lock.lock();
        try {
            closed = true;
            List<Delivery> open = new ArrayList<>(taken);
            open.addAll(waiting);
            taken = List.of();
            waiting.clear();
            return open;
        } finally {
            lock.unlock();
        }
    }

    private void refuseIfClosed() throws PushProblem {
        if (closed) {
            throw notCommitted();
        }
    }

    static PushProblem notCommitted() {
        return PushProblem.forNow(
                PushProblem.Kind.NOT_COMMITTED,
                "the rows to be committed on the exchange",
                "that it is not known whether they are; the same rows again are safe",
                Duration.ofSeconds(2));
    }

    /** How many bytes are being read, wait or are being committed. */
    long bytes() {
        lock.lock();
        try {
            return bytes;
        } finally {
            lock.unlock();
        }
    }
}
