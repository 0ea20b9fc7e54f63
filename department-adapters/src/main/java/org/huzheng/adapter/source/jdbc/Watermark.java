package org.huzheng.adapter.source.jdbc;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far a table has been read, in the terms of the column that grows with each change. */
sealed interface Watermark {
    /** A time, as the driver takes the column's times: rows and queries go through the same conversion. */
    record AtTime(Instant time) implements Watermark {}

    /** A number, from a sequence or a row version. */
    record AtNumber(BigDecimal number) implements Watermark {}

    /** Whether a column of this {@link Types} can be one. */
    static Optional<Kind> kindOf(int jdbcType) {
        return switch (jdbcType) {
            case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> Optional.of(Kind.TIME);
            case Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.NUMERIC, Types.DECIMAL -> Optional.of(Kind.NUMBER);
            default -> Optional.empty();
        };
    }

    /** What a watermark counts in. */
    enum Kind {
        TIME {
            @Override
            @Nullable
            Watermark from(ResultSet row, int column) throws SQLException {
                Timestamp time = row.getTimestamp(column);
                return time == null ? null : new AtTime(time.toInstant());
            }

            @Override
            Watermark parse(String text) {
                return new AtTime(Instant.parse(text));
            }
        },
        NUMBER {
            @Override
            @Nullable
            Watermark from(ResultSet row, int column) throws SQLException {
                BigDecimal number = row.getBigDecimal(column);
                return number == null ? null : new AtNumber(number);
            }

            @Override
            Watermark parse(String text) {
                return new AtNumber(new BigDecimal(text));
            }
        };

        abstract @Nullable Watermark from(ResultSet row, int column) throws SQLException;

        /**
         * Reads what {@link Watermark#text()} wrote.
         *
         * @throws DateTimeException or {@link NumberFormatException} on any other text
         */
        abstract Watermark parse(String text);
    }

    /** For the stored position. */
    default String text() {
        return this instanceof AtTime at
                ? at.time().toString()
                : ((AtNumber) this).number().toPlainString();
    }

    default void bind(PreparedStatement statement, int parameter) throws SQLException {
        if (this instanceof AtTime at) {
            statement.setTimestamp(parameter, Timestamp.from(at.time()));
        } else {
            statement.setBigDecimal(parameter, ((AtNumber) this).number());
        }
    }

    /**
     * Where to look from, so that commits are seen whose watermark is lower than one seen already.
     *
     * @param now time of the database: a watermark beyond it is a row ahead of its time, or a clock that was set back
     */
    default Watermark lookedBack(JdbcSettings settings, Instant now) {
        if (this instanceof AtTime at) {
            Instant from = at.time().isBefore(now) ? at.time() : now;
            return new AtTime(from.minus(settings.lookBack()));
        }
        return new AtNumber(((AtNumber) this).number().subtract(BigDecimal.valueOf(settings.lookBackNumbers())));
    }

    /** Whether this one is lower; both are of one table. */
    default boolean isBelow(Watermark other) {
        if (this instanceof AtTime at && other instanceof AtTime otherAt) {
            return at.time().isBefore(otherAt.time());
        }
        return this instanceof AtNumber at
                && other instanceof AtNumber otherAt
                && at.number().compareTo(otherAt.number()) < 0;
    }
}
