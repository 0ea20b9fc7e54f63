package org.huzheng.adapter.source.filedrop;

import java.nio.file.Path;

/**
 * A file in the drop directory.
 *
 * @param path where it lies
 * @param origin its name as the mapping's pattern matches it: without the suffix of its packing, unless the pattern has one
 * @param pattern the pattern
 */
record DroppedFile(Path path, String origin, String pattern) {
    String name() {
        return String.valueOf(path.getFileName());
    }
}
