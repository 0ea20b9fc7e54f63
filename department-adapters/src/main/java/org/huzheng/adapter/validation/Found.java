package org.huzheng.adapter.validation;

import java.util.Objects;

/**
 * What was found where something else was expected. Says by itself how much of it people may see, so that whoever shows it need not know who said it:
 * words of ours would be spoilt by masking, values of rows must not go without.
 */
public sealed interface Found {
    /** It itself: may be personal data, so it goes to the quarantine topic and nowhere else. */
    String text();

    /** It as people may see it. */
    String shown();

    /** Our own words about a row or file: kinds, counts, versions, places. Nothing in it is read from the row's values. */
    record Words(String text) implements Found {
        public Words {
            Objects.requireNonNull(text, "text");
        }

        @Override
        public String shown() {
            return text;
        }
    }

    /** A value of the row, as read. */
    record Value(String text) implements Found {
        public Value {
            Objects.requireNonNull(text, "text");
        }

        @Override
        public String shown() {
            return Masked.ends(text);
        }

        /** Never the value. */
        @Override
        public String toString() {
            return "Value[" + shown() + "]";
        }
    }

    /**
     * A value that is not in its code list, where the schema says that the code is nobody's personal data. To add it to the mapping it must be known; one that is too
     * long for a code, or may be a number of somebody's, was hardly meant for one.
     */
    record Code(String text) implements Found {
        private static final int LONGEST = 12;

        public Code {
            Objects.requireNonNull(text, "text");
        }

        @Override
        public String shown() {
            boolean likeACode = text.codePointCount(0, text.length()) <= LONGEST
                    && Masked.numbers(text).equals(text);
            return likeACode ? "\"" + text + "\"" : Masked.ends(text);
        }

        /** No more than people may see. */
        @Override
        public String toString() {
            return "Code[" + shown() + "]";
        }
    }
}
