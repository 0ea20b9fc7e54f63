package org.huzheng.deploy.registers;

import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import org.huzheng.catalogue.Department;

/** One table, one kind of dropped file or one kind of posted row a department keeps its records in. */
public enum RegisterSource {
    RESIDENT(Department.HOUSEHOLD, Medium.TABLE, "household.resident"),
    IDENTITY_CHANGE(Department.HOUSEHOLD, Medium.TABLE, "household.identity_change"),
    HOLDING(Department.PROPERTY, Medium.TABLE, "property.holding"),
    CONTRIBUTION(Department.SOCIAL_SECURITY, Medium.FILE, "contribution"),
    SOCIAL_ENROLMENT(Department.SOCIAL_SECURITY, Medium.FILE, "enrolment"),
    BIRTH(Department.MEDICAL, Medium.POSTED, "birth"),
    MEDICAL_ENROLMENT(Department.MEDICAL, Medium.POSTED, "enrolment");

    @SuppressWarnings("ImmutableEnumChecker") // A record of strings and an unmodifiable list.
    private final Department department;

    private final Medium medium;
    private final String place;

    /** How rows leave the department's system. */
    public enum Medium {
        TABLE,
        FILE,
        POSTED
    }

    RegisterSource(Department department, Medium medium, String place) {
        this.department = department;
        this.medium = medium;
        this.place = place;
    }

    /** The sources of a medium. */
    public static List<RegisterSource> of(Medium medium) {
        return Arrays.stream(values()).filter(source -> source.medium == medium).toList();
    }

    /** The departments that keep records in any of them; of those that are judged, not every exchange has each. */
    public static List<Department> departments() {
        List<Department> keeping =
                Arrays.stream(values()).map(RegisterSource::department).toList();
        return Department.JUDGED.stream().filter(keeping::contains).toList();
    }

    /** Department that keeps it. */
    public Department department() {
        return department;
    }

    /** How its rows leave the department. */
    public Medium medium() {
        return medium;
    }

    /** Table with its schema, prefix of the file names, or the last part of the address rows are posted to. */
    public String place() {
        return place;
    }

    /** Its columns in order, as the table definition, the header line or the posted row has them. */
    public List<String> columns() {
        return Layout.of(this).columns();
    }

    /** Character set of the file; UTF-8 for tables and posted rows. */
    public Charset charset() {
        return Layout.of(this).charset();
    }

    /** Name in reports, e.g. {@code medical/birth}. */
    public String label() {
        return department.code() + "/" + place.substring(place.indexOf('.') + 1);
    }
}
