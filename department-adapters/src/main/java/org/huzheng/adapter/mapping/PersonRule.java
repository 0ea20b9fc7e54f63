package org.huzheng.adapter.mapping;

import java.time.LocalDate;
import java.util.Optional;
import org.apache.avro.Schema;
import org.huzheng.adapter.validation.PersonName;
import org.huzheng.adapter.validation.RejectedValueException;
import org.huzheng.adapter.validation.Rejection;
import org.huzheng.adapter.validation.Rule;
import org.huzheng.event.DocumentType;
import org.huzheng.event.Sex;
import org.huzheng.event.StatedPerson;
import org.huzheng.identity.ResidentIdentityNumber;
import org.jspecify.annotations.Nullable;

/**
 * A field that names another person, by identity number, by another document, by name.
 *
 * @param documentType kind of document the number is of, where the row says; else it is an identity number
 * @param limits who the person can be
 */
record PersonRule(
        Schema.Field field,
        Optional<String> numberColumn,
        Optional<String> nameColumn,
        Optional<ValueRule> documentType,
        Limits limits,
        OnError onError)
        implements FieldRule {
    /**
     * Who the person can be, as far as an identity number says.
     *
     * @param sex the sex the number must carry
     * @param otherThan column of an identity number it must differ from
     * @param bornBefore column of a day before which the person must be born
     */
    record Limits(Optional<Sex> sex, Optional<String> otherThan, Optional<String> bornBefore) {
        void check(String column, ResidentIdentityNumber number, Reading reading) throws RejectedValueException {
            if (sex.isPresent() && number.sex() != sex.get()) {
                throw refused(column, "the identity number of a person of sex " + sex.get(), number);
            }
            Optional<String> other = reading.text(otherThan);
            if (other.isPresent()
                    && number.equals(Transforms.identityNumber(otherThan.orElse(column), other.get(), reading))) {
                throw refused(column, "another person than in " + otherThan.orElse(column), number);
            }
            Optional<String> before = reading.text(bornBefore);
            if (before.isPresent()) {
                LocalDate day = Dates.day(bornBefore.orElse(column), before.get());
                if (!number.birthDate().isBefore(day)) {
                    throw refused(column, "a person born before the day in " + bornBefore.orElse(column), number);
                }
            }
        }

        private static RejectedValueException refused(String column, String expected, ResidentIdentityNumber found) {
            return new RejectedValueException(
                    Rejection.ofValue(Rule.REFERENCED_PERSON, column, expected, found.value()));
        }
    }

    @Override
    public @Nullable Object read(Reading reading) throws RejectedValueException {
        Optional<String> number = reading.text(numberColumn);
        Optional<String> name = reading.text(nameColumn);
        if (number.isEmpty() && name.isEmpty()) {
            return null;
        }
        StatedPerson.Builder person = StatedPerson.newBuilder().setDocumentType(DocumentType.NONE);
        if (name.isPresent()) {
            reading.trace().read(nameColumn.orElse(field.name()), name.get());
            person.setName(PersonName.normalise(nameColumn.orElse(field.name()), name.get()));
            reading.trace().step(Transforms.NAME.name(), person.getName());
        }
        if (number.isPresent()) {
            reading.trace().read(numberColumn.orElse(field.name()), number.get());
            document(person, number.get(), reading);
        }
        return person.build();
    }

    @Override
    public @Nullable Object raw(Reading reading) {
        throw new IllegalStateException("onError: expected reject or blank of a person, found " + onError);
    }

    private void document(StatedPerson.Builder person, String number, Reading reading) throws RejectedValueException {
        DocumentType stated = statedType(reading);
        if (stated != DocumentType.RESIDENT_IDENTITY) {
            person.setDocumentType(stated).setDocumentNumber(number.strip());
            return;
        }
        String column = numberColumn.orElse(field.name());
        ResidentIdentityNumber identity = Transforms.identityNumber(column, number, reading);
        limits.check(column, identity, reading);
        person.setPersonKey(reading.keys().keyOf(identity).value())
                .setDocumentType(identity.isResidencePermit() ? DocumentType.RESIDENCE_PERMIT_HK_MO_TW : stated);
        reading.trace().step("personKey", person.getPersonKey());
    }

    private DocumentType statedType(Reading reading) throws RejectedValueException {
        Optional<Object> stated =
                documentType.isPresent() ? documentType.get().readOfNobody(field.name(), reading) : Optional.empty();
        return stated.map(symbol -> DocumentType.valueOf((String) symbol)).orElse(DocumentType.RESIDENT_IDENTITY);
    }
}
