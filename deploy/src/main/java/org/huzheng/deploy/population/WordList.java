package org.huzheng.deploy.population;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Words of a resource file, separated by blanks; lines that begin with {@code #} are remarks. */
final class WordList {
    private WordList() {}

    static List<String> of(String resource) {
        String path = "/population/" + resource;
        try (InputStream in = Objects.requireNonNull(
                        WordList.class.getResourceAsStream(path), () -> "resource missing: " + path);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .flatMap(line -> Arrays.stream(line.split(" ", -1)))
                    .filter(word -> !word.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("resource unreadable: " + path, e);
        }
    }
}
