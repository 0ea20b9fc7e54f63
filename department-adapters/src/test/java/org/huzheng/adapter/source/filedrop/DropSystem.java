package org.huzheng.adapter.source.filedrop;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.huzheng.adapter.source.DisappearedMax;
import org.huzheng.adapter.source.SourceSettings;
import org.huzheng.adapter.source.filedrop.format.FileFormat;
import org.huzheng.adapter.source.filedrop.format.UnpackLimits;
import org.huzheng.adapter.testkit.RegisterRow;
import org.huzheng.adapter.testkit.SourceSystem;

/** A drop directory as the contract drives it: each call drops a file, of the rows put or of all there are. */
final class DropSystem implements SourceSystem {
    private final Path drop;
    private final Path archive;
    private final Path away;
    private final Form form;
    private final Completion completion;
    private final boolean fullDumps;
    private final Map<String, RegisterRow> register = new LinkedHashMap<>();
    private int files;

    /** How the rows of a file are written. */
    interface Form {
        FileFormat format();

        default Charset encoding() {
            return StandardCharsets.UTF_8;
        }

        /** Of the name of a file, with its packing. */
        String suffix();

        /** The bytes of a file of these rows, and behind them of a row of this id that cannot be read. */
        byte[] content(List<RegisterRow> rows, Optional<String> unreadableId) throws IOException;

        default boolean holdsLineEnds() {
            return true;
        }
    }

    DropSystem(Path directory, Form form, Completion completion, boolean fullDumps) throws IOException {
        this.drop = Files.createDirectories(directory.resolve("drop"));
        this.archive = directory.resolve("archive");
        this.away = directory.resolve("drop-that-is-away");
        this.form = form;
        this.completion = completion;
        this.fullDumps = fullDumps;
    }

    @Override
    public SourceSettings settings() {
        return new FileDropSettings(
                drop,
                archive,
                archive.resolve("refused"),
                form.format(),
                form.encoding(),
                completion,
                fullDumps ? Optional.of(new FullDumps(new DisappearedMax(100))) : Optional.empty(),
                UnpackLimits.DEFAULT,
                Duration.ZERO,
                Duration.ofMillis(20),
                Silence.MEANS_NOTHING_HAPPENED);
    }

    @Override
    public List<String> origins() {
        return List.of("rows-*");
    }

    @Override
    public synchronized void put(RegisterRow... rows) throws IOException {
        for (RegisterRow row : rows) {
            register.put(row.id(), row);
        }
        drop(List.of(rows), Optional.empty());
    }

    @Override
    public synchronized void remove(String id) throws IOException {
        register.remove(id);
        if (fullDumps) {
            drop(List.of(), Optional.empty());
        }
    }

    @Override
    public boolean showsRemovals() {
        return fullDumps;
    }

    @Override
    public synchronized void putUnreadable(String id) throws IOException {
        drop(List.of(), Optional.of(id));
    }

    private void drop(List<RegisterRow> changed, Optional<String> unreadableId) throws IOException {
        String name = String.format("rows-%06d%s", ++files, form.suffix());
        List<RegisterRow> rows = fullDumps ? new ArrayList<>(register.values()) : changed;
        Path part = Files.write(drop.resolve(name + ".part"), form.content(rows, unreadableId));
        if (completion == Completion.MANIFEST || fullDumps) {
            int count = rows.size() + (unreadableId.isPresent() ? 1 : 0);
            // A register that is again what it was writes the same file: the time tells it from an old one.
            Files.writeString(
                    drop.resolve(name + ".manifest"),
                    "{\"rows\": " + count + ", \"sha256\": \"" + FileDigest.of(part) + "\""
                            + (fullDumps ? ", \"committedBefore\": \"" + Instant.now() + "\"" : "") + "}");
        }
        Files.move(part, drop.resolve(name));
    }

    @Override
    public boolean tellsNullFromEmpty() {
        return false;
    }

    @Override
    public boolean holdsLineEnds() {
        return form.holdsLineEnds();
    }

    @Override
    public void stop() throws IOException {
        Files.move(drop, away);
    }

    @Override
    public void start() throws IOException {
        Files.move(away, drop);
    }

    @Override
    public String address() {
        return drop.toString();
    }

    @Override
    public String traces() throws IOException {
        try (Stream<Path> found = Files.walk(drop.getParent())) {
            return found.sorted().map(Path::toString).collect(Collectors.joining("\n"));
        }
    }

    @Override
    public void close() {}
}
