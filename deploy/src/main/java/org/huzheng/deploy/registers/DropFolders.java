package org.huzheng.deploy.registers;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.huzheng.catalogue.Department;
import org.huzheng.deploy.population.Population;
import org.jspecify.annotations.Nullable;

/**
 * Where a department that hands out no login drops files: one folder per department, CSV with one header line (RFC 4180, LF), in the
 * department's character set. A file is written under {@code .csv.part} and renamed when complete.
 */
public final class DropFolders {
    private static final int MOST_ROWS_PER_FILE = 200_000;
    // No character begins with this byte, neither in GB18030 nor in UTF-8.
    private static final byte UNDECODABLE = (byte) 0xFF;

    private final Path directory;

    /** Folders below this directory; made when first written. */
    public DropFolders(Path directory) {
        this.directory = directory;
    }

    /** Folder of a department. */
    public Path of(Department department) {
        return directory.resolve(department.code());
    }

    /**
     * Drops the files of every department that drops files. Files that are there already stay as they are, since an adapter may have read them:
     * the same population gives the same files.
     */
    public void drop(Population population, DirtyRows dirt) throws IOException {
        for (RegisterSource source : RegisterSource.of(RegisterSource.Medium.FILE)) {
            Files.createDirectories(of(source.department()));
            Layout layout = Layout.of(source);
            Iterator<RegisterRow> rows = dirt.rowsOf(source, population).iterator();
            for (int file = 1; rows.hasNext() || file == 1; file++) {
                dropOne(source, layout, file, rows);
            }
        }
    }

    private void dropOne(RegisterSource source, Layout layout, int file, Iterator<RegisterRow> rows)
            throws IOException {
        String name = source.place() + String.format(Locale.ROOT, "-%04d.csv", file);
        Path complete = of(source.department()).resolve(name);
        Path part = complete.resolveSibling(name + ".part");
        boolean there = Files.exists(complete);
        try (OutputStream out = there
                ? OutputStream.nullOutputStream()
                : new BufferedOutputStream(Files.newOutputStream(part), 1 << 16)) {
            writeLine(out, layout.charset(), layout.columns(), RegisterRow.NONE);
            for (int row = 0; row < MOST_ROWS_PER_FILE && rows.hasNext(); row++) {
                RegisterRow next = rows.next();
                writeLine(out, layout.charset(), next.values(), next.spoiltColumn());
            }
        }
        if (!there) {
            Files.move(part, complete, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static void writeLine(
            OutputStream out, Charset charset, List<? extends @Nullable String> values, int undecodable)
            throws IOException {
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                out.write(',');
            }
            String value = values.get(i);
            if (value != null) {
                out.write(CsvField.quoted(value).getBytes(charset));
            }
            if (i == undecodable) {
                out.write(UNDECODABLE);
            }
        }
        out.write('\n');
    }
}
