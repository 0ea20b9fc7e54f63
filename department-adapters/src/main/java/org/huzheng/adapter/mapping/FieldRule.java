package org.huzheng.adapter.mapping;

import java.text.Normalizer;
import java.util.Optional;
import org.apache.avro.Schema;
import org.huzheng.adapter.source.SourceRow;
import org.huzheng.adapter.validation.RejectedValueException;
import org.huzheng.adapter.validation.Rejection;
import org.huzheng.adapter.validation.Rule;
import org.huzheng.event.DocumentType;
import org.huzheng.event.StatedPerson;
import org.huzheng.identity.PersonKeyDerivation;
import org.huzheng.identity.ResidentIdentityNumber;
import org.jspecify.annotations.Nullable;

/** How one field of the target record is filled. */
sealed interface FieldRule {
    /** The field of the target record. */
    Schema.Field field();

    /** The field's value, null where the row has none and the field allows it. */
    @Nullable
    Object read(SourceRow row, PersonKeyDerivation keys) throws RejectedValueException;

    /** A field filled from one column or constant. */
    record Single(Schema.Field field, FieldType type, ValueRule value) implements FieldRule {
        @Override
        public @Nullable Object read(SourceRow row, PersonKeyDerivation keys) throws RejectedValueException {
            Optional<Object> read = value.read(field.name(), row, keys);
            if (read.isPresent()) {
                return type.fit(value.column().orElse(field.name()), read.get());
            }
            if (type.optional()) {
                return null;
            }
            throw new RejectedValueException(Rejection.ofAbsence(
                    Rule.MISSING_VALUE,
                    value.column().orElse(field.name()),
                    "a value: " + field.name() + " must be known"));
        }
    }

    /**
     * A field that names another person, by identity number, by another document, by name.
     *
     * @param documentType kind of document the number is of, where the row says; else it is an identity number
     */
    record Person(
            Schema.Field field,
            Optional<String> numberColumn,
            Optional<String> nameColumn,
            Optional<ValueRule> documentType)
            implements FieldRule {
        @Override
        public @Nullable Object read(SourceRow row, PersonKeyDerivation keys) throws RejectedValueException {
            Optional<String> number = textOf(row, numberColumn);
            Optional<String> name = textOf(row, nameColumn);
            if (number.isEmpty() && name.isEmpty()) {
                return null;
            }
            StatedPerson.Builder person = StatedPerson.newBuilder().setDocumentType(DocumentType.NONE);
            name.ifPresent(stated -> person.setName(Normalizer.normalize(stated, Normalizer.Form.NFC)));
            if (number.isPresent()) {
                document(person, number.get(), statedType(row, keys), keys);
            }
            return person.build();
        }

        private void document(StatedPerson.Builder person, String number, DocumentType stated, PersonKeyDerivation keys)
                throws RejectedValueException {
            if (stated != DocumentType.RESIDENT_IDENTITY) {
                person.setDocumentType(stated).setDocumentNumber(number.strip());
                return;
            }
            ResidentIdentityNumber identity = Transforms.identityNumber(numberColumn.orElse(field.name()), number);
            person.setPersonKey(keys.keyOf(identity).value())
                    .setDocumentType(identity.isResidencePermit() ? DocumentType.RESIDENCE_PERMIT_HK_MO_TW : stated);
        }

        private DocumentType statedType(SourceRow row, PersonKeyDerivation keys) throws RejectedValueException {
            Optional<Object> stated =
                    documentType.isPresent() ? documentType.get().read(field.name(), row, keys) : Optional.empty();
            return stated.map(symbol -> DocumentType.valueOf((String) symbol)).orElse(DocumentType.RESIDENT_IDENTITY);
        }

        private static Optional<String> textOf(SourceRow row, Optional<String> column) throws RejectedValueException {
            return column.isPresent() ? ValueRule.textOf(row, column.get()) : Optional.empty();
        }
    }
}
