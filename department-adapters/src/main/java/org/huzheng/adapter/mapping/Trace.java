package org.huzheng.adapter.mapping;

/** Watches how values come about, for people who ask why a row became what it became. */
interface Trace {
    /** Watches nothing: the way of every row but one that is asked about. */
    Trace NONE = new Trace() {
        @Override
        public void read(String from, String text) {
            // Nobody asks.
        }

        @Override
        public void stated(String from, String text) {
            // Nobody asks.
        }

        @Override
        public void step(String name, Object value) {
            // Nobody asks.
        }
    };

    /** A text was read from a column or an expression. */
    void read(String from, String text);

    /** The mapping itself states a text. */
    void stated(String from, String text);

    /** A step made this value. */
    void step(String name, Object value);
}
