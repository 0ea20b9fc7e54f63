package org.huzheng.adapter.source.filedrop.format;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A file as it was dropped: plain, or packed as {@code NAME.gz} or as the only file in {@code NAME.zip}.
 *
 * @param path the file
 * @param limits how much may be unpacked
 */
public record PackedFile(Path path, UnpackLimits limits) {
    private static final String GZIP = ".gz";
    private static final String ZIP = ".zip";
    private static final int BUFFER_BYTES = 1 << 16;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    // The names Chinese versions of packing programs write when they do not say UTF-8.
    private static final Charset ENTRY_NAMES = Charset.forName("GB18030");

    /** Whether a file of this name is unpacked. */
    public static boolean isPacked(String name) {
        return !name.equals(unpackedName(name));
    }

    /** The file's name without the suffix of its packing. */
    public static String unpackedName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(GZIP)
                ? name.substring(0, name.length() - GZIP.length())
                : lower.endsWith(ZIP) ? name.substring(0, name.length() - ZIP.length()) : name;
    }

    /** The content, unpacked, from its first byte. */
    public InputStream open() throws IOException, RefusedFileException {
        String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
        if (name.endsWith(GZIP)) {
            InputStream packed = Files.newInputStream(path);
            try {
                return limited(new GZIPInputStream(packed, BUFFER_BYTES));
            } catch (ZipException | EOFException e) {
                packed.close();
                throw damaged(e);
            }
        }
        return name.endsWith(ZIP) ? openOnlyEntry() : new BufferedInputStream(Files.newInputStream(path), BUFFER_BYTES);
    }

    /** The content, unpacked, from its first character: a byte order mark is passed over. */
    InputStream openText() throws IOException, RefusedFileException {
        InputStream bytes = new BufferedInputStream(open(), BUFFER_BYTES);
        bytes.mark(BYTE_ORDER_MARK.length);
        if (!Arrays.equals(bytes.readNBytes(BYTE_ORDER_MARK.length), BYTE_ORDER_MARK)) {
            bytes.reset();
        }
        return bytes;
    }

    /** The content in a file of its own, if it is packed; to be deleted after use, and readable by nobody else. */
    Optional<Path> unpack() throws IOException, RefusedFileException {
        if (!isPacked(String.valueOf(path.getFileName()))) {
            return Optional.empty();
        }
        Path file = Files.createTempFile("huzheng-unpacked", "");
        boolean complete = false;
        try (InputStream content = open();
                OutputStream out = Files.newOutputStream(file)) {
            content.transferTo(out);
            complete = true;
        } finally {
            if (!complete) {
                Files.deleteIfExists(file);
            }
        }
        return Optional.of(file);
    }

    /** Unpacks to nowhere, so that what is damaged or too big is known before its first row is published. */
    public void check() throws IOException, RefusedFileException {
        try (InputStream content = open()) {
            content.transferTo(OutputStream.nullOutputStream());
        } catch (LimitException e) {
            throw tooBig(e);
        } catch (ZipException | EOFException e) {
            throw damaged(e);
        }
    }

    private InputStream openOnlyEntry() throws IOException, RefusedFileException {
        ZipFile zip;
        try {
            zip = new ZipFile(path.toFile(), ENTRY_NAMES);
        } catch (ZipException e) {
            throw damaged(e);
        }
        boolean opened = false;
        try {
            List<? extends ZipEntry> files =
                    zip.stream().filter(entry -> !entry.isDirectory()).limit(2).toList();
            if (files.size() != 1) {
                throw new RefusedFileException(
                        "a .zip with one file in it", files.isEmpty() ? "none" : zip.size() + " entries");
            }
            requirePlainName(files.get(0).getName());
            InputStream content = limited(new EntryStream(zip, files.get(0)));
            opened = true;
            return new FilterInputStream(content) {
                @Override
                public int read(byte[] bytes, int offset, int length) throws IOException {
                    return in.read(bytes, offset, length);
                }

                @Override
                public void close() throws IOException {
                    zip.close();
                }
            };
        } catch (ZipException e) {
            throw damaged(e);
        } finally {
            if (!opened) {
                zip.close();
            }
        }
    }

    private static void requirePlainName(String name) throws RefusedFileException {
        if (name.contains("/") || name.contains("\\") || name.contains(":") || name.startsWith("..")) {
            // The name itself is not repeated: it may be made to mislead whoever reads the message.
            throw new RefusedFileException("a file with a plain name in the .zip", "a name with a path in it");
        }
    }

    private InputStream limited(InputStream content) throws IOException {
        return new LimitedStream(content, limits.bytesMaxOf(Files.size(path)));
    }

    RefusedFileException tooBig(LimitException e) {
        return new RefusedFileException(
                "at most " + limits.bytesMax() + " bytes unpacked, and " + limits.ratioMax() + " for each packed one",
                "more",
                e);
    }

    RefusedFileException damaged(IOException e) {
        return new RefusedFileException("a packed file that can be unpacked to its end", "a damaged one", e);
    }
}
