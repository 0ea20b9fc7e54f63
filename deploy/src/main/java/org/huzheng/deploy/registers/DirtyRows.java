package org.huzheng.deploy.registers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.huzheng.catalogue.Department;
import org.huzheng.deploy.population.Population;

/**
 * Dirt planted in the departments' systems beside the rows of a population: how much of which kind is known beforehand, and it is the same
 * for the same seed.
 */
public final class DirtyRows {
    private static final int PEOPLE_PER_REPETITION = 500;
    private static final List<DirtKind> KINDS = Layout.resource("dirty-rows.csv")
            .lines()
            .filter(line -> !line.startsWith("#"))
            .map(DirtKind::parse)
            .toList();

    private final Map<RegisterSource, Map<Long, List<Planted>>> planted = new EnumMap<>(RegisterSource.class);
    private final Map<RegisterSource, Long> cleanRows = new EnumMap<>(RegisterSource.class);

    /** One planted row: what is wrong with it, and its place among those of its source. */
    private record Planted(DirtKind kind, int ordinal) {}

    private DirtyRows() {}

    /** Chooses where to plant what. */
    public static DirtyRows plant(long seed, Population population) {
        DirtyRows dirt = new DirtyRows();
        SplittableRandom random = new SplittableRandom(seed);
        int repetitions = 1 + population.people().size() / PEOPLE_PER_REPETITION;
        for (RegisterSource source : RegisterSource.values()) {
            long clean = RegisterRows.of(source, population).count();
            dirt.cleanRows.put(source, clean);
            Map<Long, List<Planted>> places = new TreeMap<>();
            int ordinal = 0;
            for (DirtKind kind :
                    KINDS.stream().filter(each -> each.source() == source).toList()) {
                for (int i = 0; i < repetitions && clean > 0; i++) {
                    places.computeIfAbsent(random.nextLong(clean), place -> new ArrayList<>())
                            .add(new Planted(kind, ++ordinal));
                }
            }
            dirt.planted.put(source, places);
        }
        return dirt;
    }

    /** Rows the adapters must quarantine. */
    public long rowsPlantedDirty() {
        return Arrays.stream(RegisterSource.values())
                .mapToLong(this::dirtyRowsOf)
                .sum();
    }

    /** Rows of a department its adapter must quarantine. */
    public long rowsPlantedDirty(Department department) {
        return sourcesOf(department).mapToLong(this::dirtyRowsOf).sum();
    }

    /** Rows that say again what was said: to be deduplicated. */
    public long exactDuplicates() {
        return Arrays.stream(RegisterSource.values())
                .mapToLong(this::exactDuplicatesOf)
                .sum();
    }

    /** Rows of a department that say again what was said. */
    public long exactDuplicates(Department department) {
        return sourcesOf(department).mapToLong(this::exactDuplicatesOf).sum();
    }

    /** All rows of all sources, dirt included. */
    public long rows() {
        return Arrays.stream(RegisterSource.values()).mapToLong(this::rowsOf).sum();
    }

    /** All rows of a department, dirt included. */
    public long rows(Department department) {
        return sourcesOf(department).mapToLong(this::rowsOf).sum();
    }

    /** How many rows of each kind of dirt are planted in a source, by the dirt's name. */
    public Map<String, Long> byName(RegisterSource source) {
        Map<String, Long> counts = new TreeMap<>();
        plantedIn(source).forEach(each -> counts.merge(each.kind().name(), 1L, Long::sum));
        return counts;
    }

    /** Rows of a source with the dirt among them. */
    Stream<RegisterRow> rowsOf(RegisterSource source, Population population) {
        Layout layout = Layout.of(source);
        Map<Long, List<Planted>> places = planted.getOrDefault(source, Map.of());
        long clean = cleanRows.getOrDefault(source, 0L);
        // Sources are read from the first row to the last by one thread, so a counter may tell the place.
        long[] place = {0};
        return RegisterRows.of(source, population).flatMap(row -> {
            List<Planted> here = places.get(place[0]++);
            return here == null
                    ? Stream.of(row)
                    : Stream.concat(Stream.of(row), here.stream().map(each -> each.kind()
                            .soil(row, layout, clean + each.ordinal())));
        });
    }

    private long rowsOf(RegisterSource source) {
        return cleanRows.getOrDefault(source, 0L) + plantedIn(source).count();
    }

    private long dirtyRowsOf(RegisterSource source) {
        return plantedIn(source).filter(each -> each.kind().isDirty()).count();
    }

    private long exactDuplicatesOf(RegisterSource source) {
        return plantedIn(source).filter(each -> !each.kind().isDirty()).count();
    }

    private Stream<Planted> plantedIn(RegisterSource source) {
        return planted.getOrDefault(source, Map.of()).values().stream().flatMap(List::stream);
    }

    private static Stream<RegisterSource> sourcesOf(Department department) {
        return Arrays.stream(RegisterSource.values())
                .filter(source -> source.department().equals(department));
    }
}
