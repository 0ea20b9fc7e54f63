package org.huzheng.adapter.mapping;

import java.util.Optional;
import org.apache.avro.Schema;
import org.huzheng.adapter.validation.RejectedValueException;
import org.huzheng.adapter.validation.Rejection;
import org.huzheng.adapter.validation.Rule;
import org.huzheng.wire.Redaction;
import org.jspecify.annotations.Nullable;

/** How one field of the target record is filled. */
sealed interface FieldRule permits FieldRule.Single, PersonRule {
    /** The field of the target record. */
    Schema.Field field();

    /** What becomes of the row when the value is not as expected. */
    OnError onError();

    /** The field's value, null where the row has none and the field allows it. */
    @Nullable
    Object read(Reading reading) throws RejectedValueException;

    /** The text to take as it stands, where the mapping asks for that and the row has one. */
    @Nullable
    Object raw(Reading reading) throws RejectedValueException;

    /** The field's value; where it is not as expected, what the mapping says to do about it. */
    default @Nullable Object fill(Reading reading) throws RejectedValueException {
        try {
            return read(reading);
        } catch (RejectedValueException e) {
            // A mapping that names a column the row does not have is mistaken: that is never tolerated.
            if (onError() == OnError.REJECT || e.rejection().rule() == Rule.MISSING_COLUMN) {
                throw e;
            }
            Object instead = onError() == OnError.KEEP ? raw(reading) : null;
            reading.tolerate(e.rejection());
            return instead;
        }
    }

    /** A field filled from one column, constant or expression. */
    record Single(Schema.Field field, FieldType type, ValueRule value, OnError onError) implements FieldRule {
        @Override
        public @Nullable Object read(Reading reading) throws RejectedValueException {
            Optional<Object> read = readOrRefuse(reading);
            if (read.isPresent()) {
                return read.get();
            }
            if (type.optional()) {
                return null;
            }
            throw new RejectedValueException(Rejection.ofAbsence(
                    Rule.MISSING_VALUE, value.named(field.name()), "a value: " + field.name() + " must be known"));
        }

        private Optional<Object> readOrRefuse(Reading reading) throws RejectedValueException {
            try {
                Optional<Object> read = value.read(field.name(), reading);
                return read.isPresent()
                        ? Optional.of(type.fit(value.named(field.name()), read.get()))
                        : Optional.empty();
            } catch (RejectedValueException e) {
                throw Redaction.isPersonal(field)
                        ? e
                        : new RejectedValueException(e.rejection().ofNobody());
            }
        }

        @Override
        public @Nullable Object raw(Reading reading) throws RejectedValueException {
            Optional<Object> text = value.source().read(field.name(), reading);
            if (text.isEmpty() && !type.optional()) {
                throw new RejectedValueException(Rejection.ofAbsence(
                        Rule.MISSING_VALUE, value.named(field.name()), "a value: there is no text to keep"));
            }
            return text.isPresent() ? type.fit(value.named(field.name()), text.get()) : null;
        }
    }
}
