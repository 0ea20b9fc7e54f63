package org.huzheng.adapter.source.filedrop.format;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Fails as soon as more is read than is allowed, whatever the packed file says of its size. */
final class LimitedStream extends FilterInputStream {
    private final long bytesMax;
    private long bytes;

    LimitedStream(InputStream content, long bytesMax) {
        super(content);
        this.bytesMax = bytesMax;
    }

    @Override
    public int read() throws IOException {
        int read = in.read();
        count(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = in.read(target, offset, length);
        count(Math.max(0, read));
        return read;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(int more) throws IOException {
        bytes += more;
        if (bytes > bytesMax) {
            throw new LimitException(bytesMax);
        }
    }
}
