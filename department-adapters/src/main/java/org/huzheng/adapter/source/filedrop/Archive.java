package org.huzheng.adapter.source.filedrop;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
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
    /** Of a file whose copy is archived: nobody looks at it, and no department writes one of this name. */
    private static final String ASIDE = ".archived.part";

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
        Path file = settings.directory().resolve(position.taken().file());
        Optional<FileStamp> stamp = stampOf(file, position.taken().digest());
        String run = opening.mapped().run();
        if (stamp.isEmpty()
                || !putAway(
                        settings.archive(),
                        numbered(position),
                        Receipt.settled(
                                opening.department(),
                                run,
                                position,
                                opening.clock().instant()),
                        file,
                        stamp.get())) {
            giveUp(position, TAKEN_AWAY);
            return;
        }
        LOG.info(
                "File archived: sequence={} file={} rows={} published={}",
                position.sequence(),
                position.taken().file(),
                position.taken().rows(),
                position.reached().tally().published());
    }

    /** Says what was handed over of a file that is not read to its end, and why it is not. */
    void giveUp(FileDropPosition position, String why) throws SourceException {
        LOG.warn(
                "File given up, what lies there now is read from its beginning: sequence={} file={} rows={} why={}",
                position.sequence(),
                position.taken().file(),
                position.reached().rows(),
                why);
        String run = opening.mapped().run();
        Receipt receipt = Receipt.replaced(
                opening.department(), run, position, why, opening.clock().instant());
        try {
            put(settings.refused(), numbered(position), receipt);
        } catch (IOException e) {
            throw notWritable(settings.refused(), numbered(position), e);
        }
    }

    /** Puts a file aside that is refused as a whole, unless it was replaced meanwhile: the other one is not refused. Says whether it was put aside. */
    boolean refuse(DroppedFile file, String digest, FileStamp stamp, RefusedFileException why) throws SourceException {
        Receipt receipt = Receipt.refused(
                opening.department(),
                opening.mapped().run(),
                file.name(),
                digest,
                why,
                opening.clock().instant());
        boolean refused =
                putAway(settings.refused(), digest.substring(0, 12) + "-" + file.name(), receipt, file.path(), stamp);
        if (refused) {
            LOG.warn("File refused: file={} reason={}", file.name(), why.getMessage(), why);
        }
        return refused;
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
                directory, opening.mapped().idColumns(pattern), opening.mapped().digest());
    }

    /** The name a file had when it was dropped, of one that was archived, or refused, under a number, or its digest, and that name. */
    static String droppedName(String archived) {
        return archived.replaceFirst("^([0-9]+|[0-9a-f]{12})-", "");
    }

    private static String numbered(FileDropPosition position) {
        return position.sequence() + "-" + position.taken().file();
    }

    /** The stamp of a file that is there, and still the one that was read; also at the end of taking its digest, which may take seconds. */
    private static Optional<FileStamp> stampOf(Path file, String digest) throws SourceException {
        try {
            FileStamp stamp = FileStamp.of(file);
            return digest.equals(FileDigest.of(file)) && stamp.isOf(file) ? Optional.of(stamp) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new SourceException("file " + file + ": expected a readable file", e);
        }
    }

    private static void put(Path directory, String name, Receipt receipt) throws IOException {
        Files.createDirectories(directory);
        write(directory.resolve(name + RECEIPT), receipt.bytes());
    }

    /** Whether it was put away; if not, it is another file by now and lies where it lay, and nothing was left elsewhere. */
    private boolean putAway(Path directory, String name, Receipt receipt, Path file, FileStamp stamp)
            throws SourceException {
        try {
            put(directory, name, receipt);
            Optional<Path> manifest = settings.manifestOf(file).filter(Files::exists);
            if (manifest.isEmpty()) {
                boolean moved = move(file, stamp, directory.resolve(name));
                if (!moved) {
                    Files.deleteIfExists(directory.resolve(name + RECEIPT));
                }
                return moved;
            }
            FileStamp manifestStamp = FileStamp.of(manifest.get());
            String suffix = String.valueOf(manifest.get().getFileName())
                    .substring(String.valueOf(file.getFileName()).length());
            Path manifestCopy = directory.resolve(name + suffix);
            Files.copy(manifest.get(), manifestCopy, StandardCopyOption.REPLACE_EXISTING);
            if (!move(file, stamp, directory.resolve(name))) {
                Files.deleteIfExists(manifestCopy);
                Files.deleteIfExists(directory.resolve(name + RECEIPT));
                return false;
            }
            if (manifestStamp.isOf(manifest.get())) {
                // Else it is the next file's, of the same name.
                Files.delete(manifest.get());
            }
            return true;
        } catch (IOException e) {
            throw notWritable(directory, name, e);
        }
    }

    private static SourceException notWritable(Path directory, String name, IOException cause) {
        return new SourceException(
                "file " + name + ": expected to put it and its receipt into " + directory
                        + ", found that it cannot be written there (" + cause.getMessage()
                        + "); all its rows are stored, it stays where it is and this is tried again",
                cause);
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

    /**
     * By renaming where that goes; to another file system by a copy that gets its name once it is whole. Only then it is known which file was moved: one
     * that took its place in the last moment is put back.
     */
    private static boolean move(Path file, FileStamp stamp, Path target) throws IOException {
        try {
            Files.move(file, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            copy(file, target);
            Path aside = file.resolveSibling(file.getFileName() + ASIDE);
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            boolean theSame = stamp.isOfMoved(aside);
            if (theSame) {
                Files.delete(aside);
            } else {
                putBack(aside, file);
                Files.delete(target);
            }
            return theSame;
        }
        if (stamp.isOfMoved(target)) {
            return true;
        }
        putBack(target, file);
        return false;
    }

    private static void putBack(Path file, Path where) throws IOException {
        try {
            Files.move(file, where);
        } catch (FileAlreadyExistsException e) {
            // It was itself replaced, as it would have been had it lain there.
            Files.delete(file);
        }
    }

    private static void copy(Path file, Path target) throws IOException {
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
    }
}
