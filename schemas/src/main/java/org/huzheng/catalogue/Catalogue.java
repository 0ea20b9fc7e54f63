package org.huzheng.catalogue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The departments of an exchange, and so its topics: those whose records are judged, and those that were described besides. Whatever is done for every
 * department or every topic is done for a catalogue.
 *
 * @param departments in the order they were added, the judged ones first
 */
public record Catalogue(List<Department> departments) {
    /** Principals of the exchange that are no departments. */
    private static final Set<String> TAKEN = Set.of("admin", "broker", "registry", Topics.EXCHANGE);

    /** Beginnings of what the verification service and auditors may use. */
    private static final List<String> TAKEN_BEGINNINGS = List.of("verification", "auditor");

    /** Only the departments whose records are judged. */
    public static final Catalogue JUDGED = new Catalogue(Department.JUDGED);

    /**
     * @throws IllegalArgumentException if a code or record type is not one department's alone, or a code would open to one department what is
     *     another's
     */
    public Catalogue {
        departments = List.copyOf(departments);
        List<Department> before = new ArrayList<>();
        Set<String> types = new HashSet<>();
        for (Department department : departments) {
            requireOwnCode(department.code(), before);
            for (Topic topic : department.recordTopics()) {
                String type = topic.recordType().getFullName();
                if (!types.add(type)) {
                    throw new IllegalArgumentException(
                            "record type of " + topic.name() + ": expected one no other department has, found " + type);
                }
            }
            before.add(department);
        }
    }

    /** Transactional ids and groups of a department begin with its code and a hyphen: no code may begin another. */
    private static void requireOwnCode(String code, List<Department> others) {
        if (TAKEN.contains(code) || TAKEN_BEGINNINGS.stream().anyMatch(code::startsWith)) {
            throw new IllegalArgumentException(
                    "department: expected a code the exchange does not use itself, found " + code);
        }
        for (Department other : others) {
            String known = other.code();
            if (code.equals(known) || code.startsWith(known + "-") || known.startsWith(code + "-")) {
                throw new IllegalArgumentException("department: expected a code that neither equals \"" + known
                        + "\" nor begins with it and a hyphen, nor the other way round, found \"" + code + "\"");
            }
        }
    }

    /**
     * This catalogue and one department more.
     *
     * @throws IllegalArgumentException if it takes what another has
     */
    public Catalogue with(Department department) {
        return new Catalogue(
                Stream.concat(departments.stream(), Stream.of(department)).toList());
    }

    /** The department with this code. */
    public Optional<Department> department(String code) {
        return departments.stream()
                .filter(department -> department.code().equals(code))
                .findFirst();
    }

    /** Every topic: each department's, then the exchange's own. */
    public List<Topic> topics() {
        return Stream.concat(
                        departments.stream().flatMap(department -> department.topics().stream()),
                        Topics.exchangeTopics().stream())
                .toList();
    }
}
