package org.huzheng.deploy.registers;

/** One field of a CSV line, RFC 4180. */
final class CsvField {
    private CsvField() {}

    /** The field, in quotes where it needs them. */
    static String quoted(String value) {
        boolean plain = value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? value : "\"" + value.replace("\"", "\"\"") + "\"";
    }
}
