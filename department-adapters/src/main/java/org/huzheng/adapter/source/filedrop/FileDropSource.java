package org.huzheng.adapter.source.filedrop;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.huzheng.adapter.source.RowOutcome;
import org.huzheng.adapter.source.Source;
import org.huzheng.adapter.source.SourceBatch;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.SourceItem;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads dropped files one after the other, resumes inside a file, archives a file once its last row is stored. */
final class FileDropSource implements Source {
    private static final Logger LOG = LoggerFactory.getLogger(FileDropSource.class);
    private static final int BATCH_ROWS = 4_000;

    private final FileDropSettings settings;
    private final DropDirectory directory;
    private FileDropPosition position;
    private @Nullable CsvFile open;

    FileDropSource(FileDropSettings settings, DropDirectory directory, FileDropPosition stored) {
        this.settings = settings;
        this.directory = directory;
        this.position = stored;
    }

    @Override
    public SourceBatch poll(Duration timeout) throws SourceException, InterruptedException {
        if (open == null) {
            // Taken before the scan: what is completed after it may be missed by this scan.
            Instant scannedAt = Instant.now();
            open = takeNext();
            if (open == null) {
                Thread.sleep(
                        Math.min(timeout.toMillis(), settings.scanInterval().toMillis()));
                return SourceBatch.nothingBefore(scannedAt);
            }
        }
        return read(open);
    }

    private SourceBatch read(CsvFile file) throws SourceException {
        List<SourceItem> items = new ArrayList<>(BATCH_ROWS);
        while (items.size() < BATCH_ROWS && file.hasNext()) {
            items.add(file.next());
        }
        boolean finished = !file.hasNext();
        position = new FileDropPosition(
                position.sequence(), position.file(), position.digest(), position.rows() + items.size(), finished);
        return new SourceBatch(items, Optional.of(position.write()), Optional.empty(), Optional.empty());
    }

    @Override
    public void committed(SourceBatch batch, List<RowOutcome> outcomes) throws SourceException {
        CsvFile file = open;
        if (file != null && position.finished()) {
            file.close();
            open = null;
            archive(file.path());
        }
    }

    private @Nullable CsvFile takeNext() throws SourceException {
        for (Path path : directory.completeFiles()) {
            String name = String.valueOf(path.getFileName());
            String digest = digestOf(path);
            if (!position.isOf(name, digest)) {
                position = new FileDropPosition(position.sequence() + 1, name, digest, 0, false);
                LOG.info("File taken: sequence={} file={}", position.sequence(), name);
                return CsvFile.open(path, position.sequence(), settings);
            }
            if (!position.finished()) {
                CsvFile file = CsvFile.open(path, position.sequence(), settings);
                file.skip(position.rows());
                LOG.info("File resumed: sequence={} file={} rows={}", position.sequence(), name, position.rows());
                return file;
            }
            // All its rows were stored, but the process ended before the file was moved.
            archive(path);
        }
        return null;
    }

    private void archive(Path path) throws SourceException {
        Path target = settings.archive().resolve(position.sequence() + "-" + path.getFileName());
        try {
            Files.move(path, target, StandardCopyOption.REPLACE_EXISTING);
            LOG.info("File archived: sequence={} file={}", position.sequence(), path.getFileName());
        } catch (IOException e) {
            throw new SourceException("file " + path + ": expected to move it to " + target, e);
        }
    }

    private static String digestOf(Path path) throws SourceException {
        try (InputStream file = Files.newInputStream(path);
                DigestInputStream digesting = new DigestInputStream(file, MessageDigest.getInstance("SHA-256"))) {
            digesting.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digesting.getMessageDigest().digest());
        } catch (IOException e) {
            throw new SourceException("file " + path + ": expected a readable file", e);
        } catch (NoSuchAlgorithmException e) {
            throw new SourceException("SHA-256: expected of every Java runtime", e);
        }
    }

    @Override
    public void close() {
        if (open != null) {
            open.close();
            open = null;
        }
    }
}
