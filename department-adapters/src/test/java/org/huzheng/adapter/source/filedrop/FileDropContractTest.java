package org.huzheng.adapter.source.filedrop;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.huzheng.adapter.source.filedrop.format.FileFormat;
import org.huzheng.adapter.source.filedrop.format.Workbooks;
import org.huzheng.adapter.testkit.RegisterRow;
import org.huzheng.adapter.testkit.SourceContract;
import org.huzheng.adapter.testkit.SourceSystem;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The contract on every form of file. */
class FileDropContractTest {
    private static final Charset GB18030 = Charset.forName("GB18030");

    @TempDir
    Path directory;

    private static final class Csv implements DropSystem.Form {
        private final Charset encoding;

        Csv(Charset encoding) {
            this.encoding = encoding;
        }

        @Override
        public FileFormat format() {
            return new FileFormat.Csv(',');
        }

        @Override
        public Charset encoding() {
            return encoding;
        }

        @Override
        public String suffix() {
            return ".csv";
        }

        @Override
        public byte[] content(List<RegisterRow> rows, Optional<String> unreadableId) {
            String readable = rows.stream()
                    .map(row -> row.values().values().stream()
                            .map(value -> "\"" + textOf(value).replace("\"", "\"\"") + "\"")
                            .collect(Collectors.joining(",")))
                    .collect(Collectors.joining("\n", "\uFEFFid,name,note\n", "\n"));
            String begin = encoding.equals(GB18030) ? readable.substring(1) : readable;
            byte[] bytes = (begin + unreadableId.map(id -> id + ",??,\n").orElse("")).getBytes(encoding);
            if (unreadableId.isPresent()) {
                bytes[bytes.length - 4] = (byte) 0xFF;
            }
            return bytes;
        }
    }

    private static final class FixedWidth implements DropSystem.Form {
        private static final int[] WIDTHS = {6, 24, 16};

        @Override
        public FileFormat format() {
            return new FileFormat.FixedWidth(
                    FileFormat.Unit.BYTES,
                    List.of(
                            new FileFormat.Column("id", 1, 6),
                            new FileFormat.Column("name", 7, 30),
                            new FileFormat.Column("note", 31, 46)),
                    0,
                    false);
        }

        @Override
        public Charset encoding() {
            return GB18030;
        }

        @Override
        public String suffix() {
            return ".txt";
        }

        @Override
        public boolean holdsLineEnds() {
            return false;
        }

        @Override
        public byte[] content(List<RegisterRow> rows, Optional<String> unreadableId) throws IOException {
            ByteArrayOutputStream lines = new ByteArrayOutputStream();
            for (RegisterRow row : rows) {
                List<String> values = row.values().values().stream()
                        .map(FileDropContractTest::textOf)
                        .toList();
                for (int column = 0; column < WIDTHS.length; column++) {
                    byte[] value = values.get(column).getBytes(GB18030);
                    byte[] filled = Arrays.copyOf(value, WIDTHS[column]);
                    Arrays.fill(filled, value.length, filled.length, (byte) ' ');
                    lines.write(filled);
                }
                lines.write('\n');
            }
            if (unreadableId.isPresent()) {
                lines.write((unreadableId.get() + "   too short\n").getBytes(GB18030));
            }
            return lines.toByteArray();
        }
    }

    private static final class Xlsx implements DropSystem.Form {
        @Override
        public FileFormat format() {
            return new FileFormat.Xlsx(Optional.empty(), 1);
        }

        @Override
        public String suffix() {
            return ".xlsx";
        }

        @Override
        public byte[] content(List<RegisterRow> rows, Optional<String> unreadableId) throws IOException {
            List<String> lines = new ArrayList<>(List.of(Workbooks.row(1, "id", "name", "note")));
            for (RegisterRow row : rows) {
                String[] cells = row.values().values().stream()
                        .map(value -> textOf(value).replace("&", "&amp;").replace("<", "&lt;"))
                        .toArray(String[]::new);
                lines.add(Workbooks.row(lines.size() + 1, cells));
            }
            unreadableId.ifPresent(id -> lines.add(Workbooks.row(lines.size() + 1, id, "b", "c", "one too many")));
            Path file = Files.createTempFile("contract", ".xlsx");
            try {
                return Files.readAllBytes(Workbooks.write(file, "rows", String.join("", lines)));
            } finally {
                Files.delete(file);
            }
        }
    }

    /** A form, packed. */
    private record Packed(DropSystem.Form form, String packing) implements DropSystem.Form {
        @Override
        public FileFormat format() {
            return form.format();
        }

        @Override
        public Charset encoding() {
            return form.encoding();
        }

        @Override
        public boolean holdsLineEnds() {
            return form.holdsLineEnds();
        }

        @Override
        public String suffix() {
            return form.suffix() + packing;
        }

        @Override
        public byte[] content(List<RegisterRow> rows, Optional<String> unreadableId) throws IOException {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            if (packing.equals(".gz")) {
                try (OutputStream gzip = new GZIPOutputStream(packed)) {
                    gzip.write(form.content(rows, unreadableId));
                }
            } else {
                try (ZipOutputStream zip = new ZipOutputStream(packed)) {
                    zip.putNextEntry(new ZipEntry("名册" + form.suffix()));
                    zip.write(form.content(rows, unreadableId));
                }
            }
            return packed.toByteArray();
        }
    }

    private static String textOf(@org.jspecify.annotations.Nullable String value) {
        return Objects.requireNonNullElse(value, "");
    }

    private SourceSystem changes(DropSystem.Form form) throws IOException {
        return new DropSystem(directory, form, Completion.RENAMED, false);
    }

    @Nested
    class CsvInGb18030 extends SourceContract {
        @Override
        protected SourceSystem newSystem() throws IOException {
            return changes(new Csv(GB18030));
        }
    }

    @Nested
    class CsvInUtf8WithByteOrderMarkAndManifest extends SourceContract {
        @Override
        protected SourceSystem newSystem() throws IOException {
            return new DropSystem(directory, new Csv(StandardCharsets.UTF_8), Completion.MANIFEST, false);
        }
    }

    @Nested
    class CsvInGzip extends SourceContract {
        @Override
        protected SourceSystem newSystem() throws IOException {
            return changes(new Packed(new Csv(GB18030), ".gz"));
        }
    }

    @Nested
    class FixedWidthLines extends SourceContract {
        @Override
        protected SourceSystem newSystem() throws IOException {
            return changes(new FixedWidth());
        }
    }

    @Nested
    class FixedWidthLinesInZip extends SourceContract {
        @Override
        protected SourceSystem newSystem() throws IOException {
            return changes(new Packed(new FixedWidth(), ".zip"));
        }
    }

    @Nested
    class XlsxWorkbooks extends SourceContract {
        @Override
        protected SourceSystem newSystem() throws IOException {
            return changes(new Xlsx());
        }
    }

    @Nested
    class XlsxWorkbooksInZip extends SourceContract {
        @Override
        protected SourceSystem newSystem() throws IOException {
            return changes(new Packed(new Xlsx(), ".zip"));
        }
    }

    @Nested
    class FullDumpsInCsv extends SourceContract {
        @Override
        protected SourceSystem newSystem() throws IOException {
            return new DropSystem(directory, new Csv(GB18030), Completion.RENAMED, true);
        }
    }

    @Nested
    class FullDumpsInXlsx extends SourceContract {
        @Override
        protected SourceSystem newSystem() throws IOException {
            return new DropSystem(directory, new Xlsx(), Completion.RENAMED, true);
        }
    }
}
