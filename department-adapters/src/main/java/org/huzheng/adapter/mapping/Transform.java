package org.huzheng.adapter.mapping;

import org.huzheng.adapter.validation.RejectedValueException;

/** One step from a text to a field's value. */
interface Transform {
    /** Name of the step in the mapping file. */
    String name();

    /** Type of the value it yields. */
    Class<?> yields();

    /**
     * The value after this step.
     *
     * @param field the field or setting that is filled, for the rejection
     * @throws RejectedValueException if the text is not what the step expects
     */
    Object apply(String field, String text, Reading reading) throws RejectedValueException;

    /** A step that looks at nothing but its text. */
    interface Step {
        Object apply(String field, String text) throws RejectedValueException;
    }

    static Transform of(String name, Class<?> yields, Step step) {
        return new Plain(name, yields, step, new Remembered<>());
    }

    /** A step that looks at nothing but its text. */
    record Plain(String name, Class<?> yields, Step step, Remembered<Object> remembered) implements Transform {
        @Override
        public Object apply(String field, String text, Reading reading) throws RejectedValueException {
            Object known = remembered.of(text);
            if (known != null) {
                return known;
            }
            Object value = step.apply(field, text);
            remembered.put(text, value);
            return value;
        }
    }
}
