package org.huzheng.kinship;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.huzheng.codes.Table;
import org.huzheng.dossier.Dossier.Stated;
import org.huzheng.event.Sex;
import org.huzheng.exchange.Relation;
import org.huzheng.household.Resident;

/** GB/T 4761-2008 codes of relations: what the first is to the second, where the standard has a word for it. */
final class KinCodes {
    private static final String RESOURCE = "codes.csv";
    private static final KinCodes TABLE = load();

    /** Whether, of two siblings by whom the relation runs, the one on the first person's side is the elder. */
    enum Age {
        ELDER,
        YOUNGER,
        UNKNOWN;

        static Age of(Stated<Resident> one, Stated<Resident> other) {
            return of(one.body().getBirthDate(), other.body().getBirthDate());
        }

        private static Age of(LocalDate one, LocalDate other) {
            if (one.equals(other)) {
                return UNKNOWN;
            }
            return one.isBefore(other) ? ELDER : YOUNGER;
        }
    }

    private final Map<Line, List<String>> codes;

    private KinCodes(Map<Line, List<String>> codes) {
        this.codes = new EnumMap<>(codes);
    }

    static KinCodes table() {
        return TABLE;
    }

    /** The code, empty where the standard has none or tells by an age that is not known. */
    Optional<String> code(Relation relation, Age age) {
        return Relations.lineOf(relation).flatMap(line -> {
            List<String> cells = Objects.requireNonNull(codes.get(line), "every line has a row");
            boolean man = Relations.sexOf(relation) == Sex.MALE;
            String elder = cells.get(man ? 0 : 2);
            String younger = cells.get(man ? 1 : 3);
            String code =
                    switch (age) {
                        case ELDER -> elder;
                        case YOUNGER -> younger;
                        case UNKNOWN -> elder.equals(younger) ? elder : "";
                    };
            return code.isEmpty() ? Optional.empty() : Optional.of(code);
        });
    }

    private static KinCodes load() {
        Map<Line, List<String>> codes = new EnumMap<>(Line.class);
        for (List<String> row : Table.rows(KinCodes.class, RESOURCE)) {
            codes.put(Line.ofCode(row.get(0)), row.subList(1, 5));
        }
        for (Line line : Line.values()) {
            if (!codes.containsKey(line)) {
                throw new IllegalStateException(RESOURCE + ": expected a row for " + line.code() + ", found none");
            }
        }
        return new KinCodes(codes);
    }
}
