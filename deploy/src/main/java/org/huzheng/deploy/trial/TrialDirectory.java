package org.huzheng.deploy.trial;

import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Properties;
import org.huzheng.broker.embedded.AddressBook;

/**
 * The directory a trial keeps everything in, held by one process at a time. It remembers which people it was made for, so that a second
 * run resumes, how many corrections have been committed in the household database, and how much has been posted.
 */
public final class TrialDirectory implements Closeable {
    private static final String SEED = "seed";
    private static final String PEOPLE = "people";
    private static final String CORRECTIONS = "corrections";
    private static final String FILES_DROPPED = "filesDropped";
    private static final String POSTED = "posted.";

    private final Path root;
    private final FileChannel channel;
    private final Properties memory;

    private TrialDirectory(Path root, FileChannel channel, Properties memory) {
        this.root = root;
        this.channel = channel;
        this.memory = memory;
    }

    /**
     * Takes hold of a directory, made if it is not there.
     *
     * @throws TrialException if another process holds it, or it was made for other people
     */
    public static TrialDirectory open(Path root, long seed, int people) throws TrialException, IOException {
        Files.createDirectories(root);
        FileChannel channel =
                FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean opened = false;
        try {
            if (!isHeld(channel)) {
                throw new TrialException("目录 " + root + " 正被另一个进程使用。", "Another process is using this directory.");
            }
            Properties memory = recall(root);
            requireSame(root, memory, SEED, String.valueOf(seed));
            requireSame(root, memory, PEOPLE, String.valueOf(people));
            TrialDirectory directory = new TrialDirectory(root, channel, memory);
            directory.remember(SEED, String.valueOf(seed));
            directory.remember(PEOPLE, String.valueOf(people));
            opened = true;
            return directory;
        } finally {
            if (!opened) {
                channel.close();
            }
        }
    }

    public Path exchange() {
        return root.resolve("exchange");
    }

    public Path postgres() {
        return root.resolve("postgres");
    }

    public Path dropFolders() {
        return root.resolve("drop");
    }

    /** What hospitals hold ready to be posted. */
    public Path outbox() {
        return root.resolve("outbox");
    }

    /** Where hospitals post to: the same address at every start. */
    public URI pushAddress() {
        return URI.create("http://127.0.0.1:" + AddressBook.in(root).portOf("push", 0));
    }

    public Path archive() {
        return root.resolve("archive");
    }

    public Path adapters() {
        return root.resolve("adapters");
    }

    public Path service() {
        return root.resolve("service");
    }

    public Path secrets() {
        return root.resolve("secrets");
    }

    /** A bearer token for whoever wants to ask the service. */
    public Path token() {
        return service().resolve("token");
    }

    /** A certificate of the story, for whoever wants to check one. */
    public Path certificate() {
        return service().resolve("certificate.sd-jwt");
    }

    public boolean areFilesDropped() {
        return Boolean.parseBoolean(memory.getProperty(FILES_DROPPED, "false"));
    }

    public void filesAreDropped() throws IOException {
        remember(FILES_DROPPED, "true");
    }

    /** Rows of a kind that were posted and answered so far. */
    public int posted(String kind) {
        return Integer.parseInt(memory.getProperty(POSTED + kind, "0"));
    }

    public void arePosted(String kind, int rows) throws IOException {
        remember(POSTED + kind, String.valueOf(rows));
    }

    /** Corrections committed in the household database so far. */
    public int corrections() {
        return Integer.parseInt(memory.getProperty(CORRECTIONS, "0"));
    }

    public void correctionIsCommitted() throws IOException {
        remember(CORRECTIONS, String.valueOf(corrections() + 1));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    // The lock belongs to the channel and goes with it.
    private static boolean isHeld(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null && lock.isValid();
        } catch (OverlappingFileLockException e) {
            // Held by this very process: held all the same.
            return false;
        }
    }

    private static Properties recall(Path root) throws IOException {
        Properties memory = new Properties();
        Path file = root.resolve("demo.properties");
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                memory.load(reader);
            }
        }
        return memory;
    }

    private static void requireSame(Path root, Properties memory, String name, String asked) throws TrialException {
        String known = memory.getProperty(name, asked);
        if (!known.equals(asked)) {
            throw new TrialException(
                    "目录 " + root + " 是按 " + name + "=" + known + " 建立的,现要求 " + asked + ":请换一个目录。",
                    "This directory was made for " + name + "=" + known + ", now " + asked
                            + " is asked for: take another one (--data).");
        }
    }

    private synchronized void remember(String name, String value) throws IOException {
        memory.setProperty(name, value);
        StringWriter text = new StringWriter();
        memory.store(text, "What this directory was made for");
        Path draft = root.resolve("demo.properties.part");
        Files.writeString(draft, text.toString());
        Files.move(
                draft,
                root.resolve("demo.properties"),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.ATOMIC_MOVE);
    }
}
