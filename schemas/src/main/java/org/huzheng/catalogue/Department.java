package org.huzheng.catalogue;

import java.util.Arrays;
import java.util.List;

/**
 * A department that publishes records to the exchange. Its {@link #code()} is its principal's name, the prefix of its topics and the
 * {@code department} of its event headers.
 */
public enum Department {
    HOUSEHOLD("household", "户籍"),
    SOCIAL_SECURITY("social-security", "社保"),
    MEDICAL("medical", "医疗"),
    PROPERTY("property", "不动产");

    private final String code;
    private final String chineseName;

    Department(String code, String chineseName) {
        this.code = code;
        this.chineseName = chineseName;
    }

    /** Code in topic names, principals and event headers, e.g. {@code social-security}. */
    public String code() {
        return code;
    }

    /** Name as people read it. */
    public String chineseName() {
        return chineseName;
    }

    /**
     * The department with this code.
     *
     * @throws IllegalArgumentException if no department has it; the message lists the codes there are
     */
    public static Department ofCode(String code) {
        List<Department> all = Arrays.asList(values());
        return all.stream()
                .filter(department -> department.code.equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("department: expected one of "
                        + all.stream().map(Department::code).toList() + ", found \"" + code + "\""));
    }
}
