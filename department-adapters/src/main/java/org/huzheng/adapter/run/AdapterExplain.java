package org.huzheng.adapter.run;

import java.nio.file.Path;
import java.util.Optional;
import org.huzheng.adapter.AdapterConfiguration;
import org.huzheng.adapter.mapping.Explanation;
import org.huzheng.adapter.mapping.Mapping;
import org.huzheng.adapter.mapping.RowMapper;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.SourceItem;
import org.huzheng.adapter.source.SourceRow;
import org.huzheng.adapter.source.UnreadableRow;
import org.huzheng.settings.SettingsException;

/** Walks one row of a source through its mapping; publishes nothing and leaves no trace at the source. */
public final class AdapterExplain {
    private final Choice choice;
    private long seen;
    private Optional<SourceItem> found = Optional.empty();

    /**
     * The row that is meant.
     *
     * @param origin table or file it is in; empty to count the rows of all of them, one after the other
     * @param number which row of it, from 1
     */
    public record Choice(Optional<String> origin, long number) {
        public Choice {
            if (number < 1) {
                throw new IllegalArgumentException("row: expected a number of at least 1, found " + number);
            }
        }

        @Override
        public String toString() {
            return "row " + number + origin.map(name -> " of " + name).orElse("");
        }
    }

    private AdapterExplain(Choice choice) {
        this.choice = choice;
    }

    /**
     * Explains a row.
     *
     * @throws AdapterException if mapping, secret or source cannot be read, if there is no such row, or if it cannot even be read
     */
    public static Explanation run(AdapterConfiguration configuration, Choice choice) throws AdapterException {
        return run(configuration, choice, Optional.empty());
    }

    /**
     * The same of a row in one file, wherever it lies.
     *
     * @param file the file; empty for what the source holds
     */
    public static Explanation run(AdapterConfiguration configuration, Choice choice, Optional<Path> file)
            throws AdapterException {
        try {
            Mapping mapping = configuration.readMapping();
            RowMapper mapper = new RowMapper(mapping, configuration.readPersonKeys());
            Sample sample = new Sample(mapping, configuration.markInterval(), file);
            AdapterExplain search = new AdapterExplain(choice);
            sample.read(choice.number(), search::look);
            SourceItem item = search.found.orElseThrow(() -> new AdapterException("expected " + choice + ", found "
                    + search.seen + " rows of " + mapping.origins() + " in " + sample.place()));
            if (item instanceof UnreadableRow unreadable) {
                throw new AdapterException(choice + " cannot be read: expected "
                        + unreadable.rejection().expected() + ", found "
                        + unreadable.rejection().foundShown().orElse("nothing"));
            }
            return mapper.explain((SourceRow) item);
        } catch (SettingsException | SourceException e) {
            throw new AdapterException(
                    "mapping " + configuration.mapping() + " cannot be explained: " + e.getMessage(), e);
        }
    }

    private void look(SourceItem item) {
        if (found.isPresent()
                || choice.origin().filter(name -> !name.equals(item.origin())).isPresent()) {
            return;
        }
        seen++;
        if (seen == choice.number()) {
            found = Optional.of(item);
        }
    }
}
