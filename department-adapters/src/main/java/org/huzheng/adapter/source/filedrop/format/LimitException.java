package org.huzheng.adapter.source.filedrop.format;

import java.io.IOException;

/** More was unpacked than is allowed. */
final class LimitException extends IOException {
    private static final long serialVersionUID = 1L;

    LimitException(long bytesMax) {
        super("expected at most " + bytesMax + " bytes unpacked, found more");
    }
}
