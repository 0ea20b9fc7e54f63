package org.huzheng.certificate;

/** A text that is not a certificate number of GB/T 36904, with the part that is wrong. */
public final class CertificateNumberException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Part part;
    private final String expected;
    private final String found;

    CertificateNumberException(Part part, String expected, String found) {
        super("Certificate number, %s: expected %s, found %s".formatted(part.text(), expected, found));
        this.part = part;
        this.expected = expected;
        this.found = found;
    }

    /** The parts of a number, in their written order; {@link #WHOLE} when it does not fall into parts at all. */
    public enum Part {
        WHOLE("the whole"),
        ROOT("root of the identifier"),
        TYPE("type"),
        ISSUER("issuer"),
        SERIAL("serial"),
        VERSION("version"),
        CHECK("check character");

        private final String text;

        Part(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    /** The part that is wrong. */
    public Part part() {
        return part;
    }

    /** What the standard prescribes for the part. */
    public String expected() {
        return expected;
    }

    /** What stood there. */
    public String found() {
        return found;
    }
}
