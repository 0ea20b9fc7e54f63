package org.huzheng.adapter.source.filedrop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * By which a file is known to be the same and unchanged, without reading it.
 *
 * @param key what identifies it on its file system (inode), where there is such a thing
 * @param bytes its size
 * @param modifiedAt when its content was last changed
 * @param changedAt when the system last changed anything about it, where it keeps that: nobody can set it back
 */
record FileStamp(@Nullable Object key, long bytes, FileTime modifiedAt, FileTime changedAt) {
    private static final String UNIX = "unix";

    static FileStamp of(Path file) throws IOException {
        BasicFileAttributes basic = Files.readAttributes(file, BasicFileAttributes.class);
        FileTime changed = file.getFileSystem().supportedFileAttributeViews().contains(UNIX)
                ? (FileTime) Files.getAttribute(file, UNIX + ":ctime")
                : basic.lastModifiedTime();
        return new FileStamp(basic.fileKey(), basic.size(), basic.lastModifiedTime(), changed);
    }

    /** Whether it is this file and unchanged since, though under another name: giving it one counts as a change to the system. */
    boolean isOfMoved(Path file) throws IOException {
        FileStamp found = of(file);
        return Objects.equals(key, found.key) && bytes == found.bytes && modifiedAt.equals(found.modifiedAt);
    }

    boolean isOf(Path file) {
        try {
            return equals(of(file));
        } catch (IOException e) {
            // Gone or unreadable: not this file any more, which is what is asked.
            return false;
        }
    }
}
