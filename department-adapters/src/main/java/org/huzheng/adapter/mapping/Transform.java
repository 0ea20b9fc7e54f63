package org.huzheng.adapter.mapping;

import org.huzheng.adapter.validation.RejectedValueException;
import org.huzheng.identity.PersonKeyDerivation;

/** One step from a column's text to a field's value. */
interface Transform {
    /** Type of the value it yields. */
    Class<?> yields();

    /**
     * The value after this step.
     *
     * @param field the field or setting that is filled, for the rejection
     * @throws RejectedValueException if the text is not what the step expects
     */
    Object apply(String field, String text, PersonKeyDerivation keys) throws RejectedValueException;

    /** A step that needs no person keys. */
    interface Step {
        Object apply(String field, String text) throws RejectedValueException;
    }

    static Transform of(Class<?> yields, Step step) {
        return new Transform() {
            @Override
            public Class<?> yields() {
                return yields;
            }

            @Override
            public Object apply(String field, String text, PersonKeyDerivation keys) throws RejectedValueException {
                return step.apply(field, text);
            }
        };
    }
}
