package org.huzheng.adapter.source.filedrop;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.SourceOpening;
import org.huzheng.adapter.source.filedrop.dump.DumpHistory;
import org.huzheng.adapter.source.filedrop.format.RefusedFileException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where files go, each with a receipt beside it. The receipt comes first and the file leaves the drop directory last, so that whatever fails
 * in between, a full disk say, leaves the file to be put away again.
 */
final class Archive {
    private static final Logger LOG = LoggerFactory.getLogger(Archive.class);
    private static final String RECEIPT = ".receipt.json";
    private static final String UNFINISHED = ".part";
    private static final String DUMPS = "last-dumps";

    /** Why a file is given up that is not there any more, or holds something else now. */
    static final String TAKEN_AWAY = "it was replaced or taken away before it was archived";

    private final FileDropSettings settings;
    private final SourceOpening opening;

    Archive(FileDropSettings settings, SourceOpening opening) {
        this.settings = settings;
        this.opening = opening;
    }

    /** Puts away a file whose rows are all stored; if it was replaced meanwhile, only the receipt, for what was read of it. */
    void settle(FileDropPosition position) throws SourceException {
        Path file = settings.directory().resolve(position.file());
        if (!holds(file, position.digest())) {
            giveUp(position, TAKEN_AWAY);
            return;
        }
        String name = numbered(position);
        String run = opening.mapped().run();
        put(
                settings.archive(),
                name,
                Receipt.settled(opening.department(), run, position, Instant.now()),
                Optional.of(file));
        LOG.info(
                "File archived: sequence={} file={} rows={} published={}",
                position.sequence(),
                position.file(),
                position.fileRows(),
                position.tally().published());
    }

    /** Says what was handed over of a file that is not read to its end, and why it is not. */
    void giveUp(FileDropPosition position, String why) throws SourceException {
        LOG.warn(
                "File given up, what lies there now is read from its beginning: sequence={} file={} rows={} why={}",
                position.sequence(),
                position.file(),
                position.rows(),
                why);
        String run = opening.mapped().run();
        put(
                settings.refused(),
                numbered(position),
                Receipt.replaced(opening.department(), run, position, why, Instant.now()),
                Optional.empty());
    }

    /** Puts a file aside that is refused as a whole. */
    void refuse(DroppedFile file, String digest, RefusedFileException why) throws SourceException {
        LOG.warn("File refused: file={} reason={}", file.name(), why.getMessage(), why);
        Receipt receipt =
                Receipt.refused(opening.department(), opening.mapped().run(), file.name(), digest, why, Instant.now());
        put(settings.refused(), digest.substring(0, 12) + "-" + file.name(), receipt, Optional.of(file.path()));
    }

    /** A file as it was archived. */
    Path archived(FileDropPosition.Dump dump) {
        return settings.archive().resolve(dump.sequence() + "-" + dump.file());
    }

    /** What is remembered of the full dumps of a pattern. */
    DumpHistory dumpsOf(String pattern) {
        StringBuilder folder = new StringBuilder();
        pattern.codePoints()
                .forEach(each -> folder.appendCodePoint(Character.isLetterOrDigit(each) || each == '.' ? each : '_'));
        Path directory =
                settings.archive().resolve(DUMPS).resolve(folder + "-" + Integer.toHexString(pattern.hashCode()));
        return new DumpHistory(
                directory,
                opening.mapped().recordIds().getOrDefault(pattern, List.of()),
                opening.mapped().digest());
    }

    private static String numbered(FileDropPosition position) {
        return position.sequence() + "-" + position.file();
    }

    /** Whether the file is there, and still the one that was read; also at the end of taking its digest, which may take seconds. */
    private static boolean holds(Path file, String digest) throws SourceException {
        try {
            FileStamp stamp = FileStamp.of(file);
            return digest.equals(FileDigest.of(file)) && stamp.isOf(file);
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new SourceException("file " + file + ": expected a readable file", e);
        }
    }

    private void put(Path directory, String name, Receipt receipt, Optional<Path> file) throws SourceException {
        try {
            Files.createDirectories(directory);
            write(directory.resolve(name + RECEIPT), receipt.bytes());
            if (file.isPresent()) {
                Optional<Path> manifest = Manifest.pathOf(file.get(), settings.completion());
                if (manifest.isPresent() && Files.exists(manifest.get())) {
                    String suffix = String.valueOf(manifest.get().getFileName())
                            .substring(String.valueOf(file.get().getFileName()).length());
                    Files.copy(manifest.get(), directory.resolve(name + suffix), StandardCopyOption.REPLACE_EXISTING);
                }
                move(file.get(), directory.resolve(name));
                if (manifest.isPresent()) {
                    Files.deleteIfExists(manifest.get());
                }
            }
        } catch (IOException e) {
            throw new SourceException(
                    "file " + name + ": expected to put it and its receipt into " + directory
                            + ", found that it cannot be written there (" + e.getMessage()
                            + "); all its rows are stored, it stays where it is and this is tried again",
                    e);
        }
    }

    private static void write(Path target, byte[] bytes) throws IOException {
        Path part = target.resolveSibling(target.getFileName() + UNFINISHED);
        try {
            try (FileChannel out = FileChannel.open(
                    part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                ByteBuffer left = ByteBuffer.wrap(bytes);
                while (left.hasRemaining()) {
                    out.write(left);
                }
                out.force(true);
            }
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** By renaming where that goes; to another file system by a copy that gets its name once it is whole. */
    private static void move(Path file, Path target) throws IOException {
        try {
            Files.move(file, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Path part = target.resolveSibling(target.getFileName() + UNFINISHED);
            try {
                Files.copy(file, part, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
                try (FileChannel copied = FileChannel.open(part, StandardOpenOption.WRITE)) {
                    copied.force(true);
                }
                Files.move(part, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(part);
            }
            Files.delete(file);
        }
    }
}
