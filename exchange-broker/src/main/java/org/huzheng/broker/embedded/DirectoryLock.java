package org.huzheng.broker.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a second node off a directory. Kafka would notice too, but ends the whole process when it does; this is asked first. The operating
 * system lets go of the lock when the process dies.
 */
final class DirectoryLock implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;

    private DirectoryLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** @throws BrokerStartFailure if another node, of this process or another, holds the directory */
    static DirectoryLock on(Path directory) {
        Path file = directory.resolve("node.lock");
        try {
            Files.createDirectories(directory);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isTaken(channel)) {
                channel.close();
                throw new BrokerStartFailure(
                        "expected no other node on " + directory + ", found one that holds " + file);
            }
            return new DirectoryLock(file, channel);
        } catch (IOException e) {
            throw new BrokerStartFailure("expected a writable directory at " + directory, e);
        }
    }

    private static boolean isTaken(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock == null;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new BrokerStartFailure("expected to let go of " + file, e);
        }
    }
}
