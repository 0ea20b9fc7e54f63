package org.huzheng.adapter.mapping;

import java.util.Optional;
import org.huzheng.adapter.expression.Expression;
import org.huzheng.adapter.expression.NoValueException;
import org.huzheng.adapter.validation.RejectedValueException;
import org.huzheng.adapter.validation.Rejection;
import org.huzheng.adapter.validation.Rule;

/** Where a value comes from. */
sealed interface ValueSource {
    /** The value before any step, or nothing where there is none. */
    Optional<Object> read(String field, Reading reading) throws RejectedValueException;

    /** Type of the value before any step. */
    Class<?> yields();

    /** What a rejection of the value names: the column, else the field that is filled. */
    String named(String field);

    /** The source in words, for people. */
    String describe();

    record Column(String name) implements ValueSource {
        @Override
        public Optional<Object> read(String field, Reading reading) throws RejectedValueException {
            return reading.text(name).map(Object.class::cast);
        }

        @Override
        public Class<?> yields() {
            return String.class;
        }

        @Override
        public String named(String field) {
            return name;
        }

        @Override
        public String describe() {
            return name;
        }
    }

    record Constant(String text) implements ValueSource {
        @Override
        public Optional<Object> read(String field, Reading reading) {
            return Optional.of(text);
        }

        @Override
        public Class<?> yields() {
            return String.class;
        }

        @Override
        public String named(String field) {
            return field;
        }

        @Override
        public String describe() {
            return "constant";
        }
    }

    record Computed(Expression expression) implements ValueSource {
        @Override
        public Optional<Object> read(String field, Reading reading) throws RejectedValueException {
            Object value = valueOf(expression, field, reading);
            return value instanceof String text && text.isBlank() ? Optional.empty() : Optional.of(value);
        }

        @Override
        public Class<?> yields() {
            return expression.yields().javaType();
        }

        @Override
        public String named(String field) {
            return field;
        }

        @Override
        public String describe() {
            return expression.text();
        }
    }

    /**
     * The value of an expression for the row.
     *
     * @throws RejectedValueException if it has none: a column is missing, or the expression fails
     */
    static Object valueOf(Expression expression, String field, Reading reading) throws RejectedValueException {
        try {
            return expression.evaluate(reading.row().values());
        } catch (NoValueException e) {
            if (e.missingColumn().isPresent()) {
                throw new RejectedValueException(
                        reading.missing(e.missingColumn().get()));
            }
            throw new RejectedValueException(Rejection.ofValue(
                    Rule.EXPRESSION, field, "a value of " + expression.text(), String.valueOf(e.getMessage())));
        }
    }
}
