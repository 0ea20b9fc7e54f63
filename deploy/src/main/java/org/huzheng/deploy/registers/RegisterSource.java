package org.huzheng.deploy.registers;

import java.nio.charset.Charset;
import java.util.List;
import org.huzheng.catalogue.Department;

/** One table or one kind of dropped file a department keeps its records in. */
public enum RegisterSource {
    RESIDENT(Department.HOUSEHOLD, "household.resident"),
    IDENTITY_CHANGE(Department.HOUSEHOLD, "household.identity_change"),
    HOLDING(Department.PROPERTY, "property.holding"),
    CONTRIBUTION(Department.SOCIAL_SECURITY, "contribution"),
    SOCIAL_ENROLMENT(Department.SOCIAL_SECURITY, "enrolment"),
    BIRTH(Department.MEDICAL, "birth"),
    MEDICAL_ENROLMENT(Department.MEDICAL, "enrolment");

    private final Department department;
    private final String place;

    RegisterSource(Department department, String place) {
        this.department = department;
        this.place = place;
    }

    /** Department that keeps it. */
    public Department department() {
        return department;
    }

    /** Table with its schema, or prefix of the file names. */
    public String place() {
        return place;
    }

    /** Its columns in order, as the table definition or the header line has them. */
    public List<String> columns() {
        return Layout.of(this).columns();
    }

    /** Character set of the file; UTF-8 for tables. */
    public Charset charset() {
        return Layout.of(this).charset();
    }

    /** Whether it is a table; else it is a kind of file. */
    public boolean isTable() {
        return place.indexOf('.') >= 0;
    }

    /** Name in reports, e.g. {@code medical/birth}. */
    public String label() {
        return department.code() + "/" + place.substring(place.indexOf('.') + 1);
    }
}
