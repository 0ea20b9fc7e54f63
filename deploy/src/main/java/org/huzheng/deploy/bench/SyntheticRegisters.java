package org.huzheng.deploy.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.huzheng.deploy.registers.RegisterSource;
import org.huzheng.identity.ResidentIdentityNumber;
import org.huzheng.identity.UnifiedSocialCreditCode;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Registers of any size, made row by row: a number gives the same clean row each time, about nobody. */
final class SyntheticRegisters {
    private static final String REGION = "110105";
    private static final LocalDate FIRST_BIRTH = LocalDate.of(1930, 1, 1);
    /** Sequence numbers of a day that are used: even ones, of women. */
    private static final int BIRTHS_PER_DAY = 500;

    private static final int MONTHS = 24;
    private static final String SURNAMES = "赵钱孙李周吴郑王冯陈";
    private static final String GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超";
    private static final List<String> EMPLOYERS = IntStream.range(0, 100)
            .mapToObj(each -> UnifiedSocialCreditCode.withCheckCharacter(
                            "91" + REGION + String.format(Locale.ROOT, "MA%07d", 1_000_000 + each))
                    .value())
            .toList();
    /** A register is written row by row: of rows written at once a poll has to remember which it handed over. */
    private static final Instant FIRST_WRITTEN = Instant.parse("2020-01-01T08:00:00Z");

    private static final int ROWS_PER_CHUNK = 1_000;
    /** A prime, so that steps of it come by each row once. */
    private static final long STEP = 15_485_863;

    private SyntheticRegisters() {}

    /** A file of contributions, 24 months of each person. */
    static void contributions(Path file, long rows) throws IOException {
        write(file, RegisterSource.CONTRIBUTION, 0, rows, SyntheticRegisters::contribution);
    }

    /**
     * A full dump of enrolments.
     *
     * @param dump its number, from 0; it differs in few rows from the one before
     * @param ordered whether its rows stand in the order of their numbers, else in none
     */
    static void enrolments(Path file, long rows, int dump, boolean ordered) throws IOException {
        long first = first(rows, dump);
        write(file, RegisterSource.SOCIAL_ENROLMENT, 0, rows, place -> {
            long row = ordered ? place : place * STEP % rows;
            return enrolment(first + row, dump);
        });
    }

    /** In how many records a dump differs from the one before: one in a thousand changed, as many gone, as many new. */
    static long differences(long rows, int dump) {
        long goneOrNew = 2 * (first(rows, dump) - first(rows, dump - 1));
        long changed = LongStream.range(first(rows, dump), first(rows, dump - 1) + rows)
                .filter(row -> row % 1_000 == dump)
                .count();
        return goneOrNew + changed;
    }

    private static long first(long rows, int dump) {
        return dump * Math.max(1, rows / 1_000);
    }

    /** Entries of residents, numbered from 1. */
    static void residents(Connection connection, long rows) throws SQLException {
        copy(connection, RegisterSource.RESIDENT, rows, SyntheticRegisters::resident);
    }

    /** Holdings, numbered from 1. */
    static void holdings(Connection connection, long rows) throws SQLException {
        copy(connection, RegisterSource.HOLDING, rows, SyntheticRegisters::holding);
    }

    /** A person's name in one of its versions: two that follow each other differ. */
    static String name(long person, int version) {
        return "" + SURNAMES.charAt((int) (person % SURNAMES.length()))
                + GIVEN.charAt((int) ((person + version) % GIVEN.length()));
    }

    /** Code of the employer a person works for. */
    static String employer(long person) {
        return EMPLOYERS.get((int) (person % EMPLOYERS.size()));
    }

    private static ResidentIdentityNumber number(long person) {
        return ResidentIdentityNumber.of(
                REGION, FIRST_BIRTH.plusDays(person / BIRTHS_PER_DAY), Math.toIntExact(person % BIRTHS_PER_DAY) * 2);
    }

    private static String contribution(long row) {
        long person = row / MONTHS;
        long month = row % MONTHS;
        return String.join(
                ",",
                "c" + row,
                "1",
                number(person).value(),
                "110",
                String.valueOf((2024 + month / 12) * 100 + month % 12 + 1),
                employer(person),
                "某某有限公司",
                REGION,
                "8000.00",
                "640.00",
                "1280.00",
                "1",
                "10",
                "1",
                "",
                "2026-01-15 08:00:00");
    }

    private static String enrolment(long row, int dump) {
        long changedIn = row % 1_000;
        boolean changed = changedIn > 0 && changedIn <= dump;
        return String.join(
                ",",
                "e" + row,
                changed ? "2" : "1",
                number(row).value(),
                "110",
                "1",
                employer(row),
                "某某有限公司",
                REGION,
                changed ? "2020-02-01" : "2020-01-01",
                "",
                changed ? "2" : "1",
                "",
                "2020-03-01 08:00:00");
    }

    private static String resident(long row) {
        ResidentIdentityNumber number = number(row);
        return String.join(
                ",",
                String.valueOf(row + 1),
                number.value(),
                name(row + 1, 0),
                "2",
                number.birthDate().toString(),
                "",
                "",
                "",
                "",
                "",
                "",
                "H" + row,
                number.value(),
                "02",
                "",
                "0",
                REGION,
                "1990-01-01",
                "",
                "1",
                "",
                "",
                "2020-01-01T08:00:00Z");
    }

    private static String holding(long row) {
        return String.join(
                ",",
                String.valueOf(row + 1),
                REGION + String.format(Locale.ROOT, "%022d", row),
                "京(2020)不动产权第" + row + "号",
                number(row).value(),
                "1",
                "1",
                REGION,
                "2020-01-01",
                "",
                "1",
                "",
                FIRST_WRITTEN.plusSeconds(row).toString());
    }

    private static void write(Path file, RegisterSource source, long from, long to, LongFunction<String> row)
            throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (BufferedWriter out = new BufferedWriter(
                new java.io.OutputStreamWriter(Files.newOutputStream(part), source.charset()), 1 << 16)) {
            out.write(String.join(",", source.columns()) + "\n");
            for (long number = from; number < to; number++) {
                out.write(row.apply(number) + "\n");
            }
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void copy(Connection connection, RegisterSource table, long rows, LongFunction<String> row)
            throws SQLException {
        CopyIn copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY " + table.place() + " (" + String.join(", ", table.columns())
                        + ") FROM STDIN (FORMAT csv)");
        try {
            StringBuilder chunk = new StringBuilder();
            for (long number = 0; number < rows; number++) {
                chunk.append(row.apply(number)).append('\n');
                if (number % ROWS_PER_CHUNK == ROWS_PER_CHUNK - 1 || number == rows - 1) {
                    byte[] bytes = chunk.toString().getBytes(StandardCharsets.UTF_8);
                    copy.writeToCopy(bytes, 0, bytes.length);
                    chunk.setLength(0);
                }
            }
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }
}
