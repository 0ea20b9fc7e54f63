package org.huzheng.adapter.mapping;

import java.util.Optional;
import org.apache.avro.generic.IndexedRecord;
import org.huzheng.adapter.validation.RejectedValueException;
import org.huzheng.adapter.validation.Rejection;
import org.huzheng.adapter.validation.Rule;
import org.huzheng.identity.ResidentIdentityNumber;

/**
 * An identity number and the sex and birth date that must be the ones it carries.
 *
 * @param numberColumn column of the number; where it is blank nothing is compared
 * @param sexField target field of the sex, if compared
 * @param birthDateField target field of the birth date, if compared
 */
record Agreement(String numberColumn, Optional<String> sexField, Optional<String> birthDateField) {
    void check(Reading reading, IndexedRecord body) throws RejectedValueException {
        Optional<String> text = reading.text(numberColumn);
        if (text.isEmpty()) {
            return;
        }
        ResidentIdentityNumber number = Transforms.identityNumber(numberColumn, text.get(), reading);
        if (sexField.isPresent()) {
            compare(sexField.get(), number.sex(), body);
        }
        if (birthDateField.isPresent()) {
            compare(birthDateField.get(), number.birthDate(), body);
        }
    }

    private void compare(String field, Object carried, IndexedRecord body) throws RejectedValueException {
        Object stated = body.get(body.getSchema().getField(field).pos());
        if (stated != null && !stated.equals(carried)) {
            throw new RejectedValueException(Rejection.ofValue(
                    Rule.DISAGREES_WITH_IDENTITY_NUMBER,
                    field,
                    "what the identity number in " + numberColumn + " carries",
                    stated.toString()));
        }
    }
}
