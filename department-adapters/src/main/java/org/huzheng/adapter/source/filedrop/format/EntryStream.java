package org.huzheng.adapter.source.filedrop.format;

import java.io.IOException;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** The content of a zip entry, which fails at its end if it is not what was packed: {@link ZipFile} itself does not look. */
final class EntryStream extends CheckedInputStream {
    private final ZipEntry entry;

    EntryStream(ZipFile zip, ZipEntry entry) throws IOException {
        super(zip.getInputStream(entry), new CRC32());
        this.entry = entry;
    }

    @Override
    public int read() throws IOException {
        return checked(super.read());
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        return checked(super.read(target, offset, length));
    }

    private int checked(int read) throws ZipException {
        if (read < 0 && entry.getCrc() != getChecksum().getValue()) {
            throw new ZipException("entry: expected the checksum it was packed with, found another");
        }
        return read;
    }
}
