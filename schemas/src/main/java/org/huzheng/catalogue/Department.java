package org.huzheng.catalogue;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A department that publishes records to the exchange. Those whose records are judged are constants; any other is described by a folder and is the
 * same kind of value.
 *
 * @param code its principal's name, the prefix of its topics and the {@code department} of its event headers, e.g. {@code social-security}
 * @param chineseName name as people read it
 * @param englishName the same in English
 * @param recordTopics topics of its record events, sorted by name
 */
public record Department(String code, String chineseName, String englishName, List<Topic> recordTopics) {
    // Before the constants, which are checked as any other.
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final int CODE_LENGTH_MAX = 40;
    private static final Set<String> TAKEN_RECORDS = Set.of("quarantine", "adapter-progress", "adapter-control");

    public static final Department HOUSEHOLD = new Department(
            "household",
            "户籍",
            "household registration",
            List.of(Topics.HOUSEHOLD_IDENTITY_LINK, Topics.HOUSEHOLD_RESIDENT));
    public static final Department SOCIAL_SECURITY = new Department(
            "social-security",
            "社保",
            "social security",
            List.of(Topics.SOCIAL_SECURITY_CONTRIBUTION, Topics.SOCIAL_SECURITY_ENROLMENT));
    public static final Department MEDICAL = new Department(
            "medical",
            "医疗",
            "medical",
            List.of(Topics.MEDICAL_BIRTH, Topics.MEDICAL_CONTRIBUTION, Topics.MEDICAL_ENROLMENT));
    public static final Department PROPERTY =
            new Department("property", "不动产", "property", List.of(Topics.PROPERTY_RIGHT));

    public static final Department CIVIL_AFFAIRS = new Department(
            "civil-affairs",
            "民政",
            "civil affairs",
            List.of(Topics.CIVIL_AFFAIRS_ADOPTION, Topics.CIVIL_AFFAIRS_MARRIAGE));

    /** The departments whose records are judged. */
    public static final List<Department> JUDGED = List.of(HOUSEHOLD, SOCIAL_SECURITY, MEDICAL, PROPERTY, CIVIL_AFFAIRS);

    /**
     * @throws IllegalArgumentException if the code is no name of a principal, a topic is not the department's own, or a record type has two topics
     */
    public Department {
        Objects.requireNonNull(chineseName, "chineseName");
        Objects.requireNonNull(englishName, "englishName");
        require(
                isName(code) && code.length() <= CODE_LENGTH_MAX,
                "code: expected lower-case letters, digits and single hyphens, at most " + CODE_LENGTH_MAX
                        + " characters, found \"" + code + "\"");
        Set<String> names = new HashSet<>();
        Set<String> types = new HashSet<>();
        for (Topic topic : recordTopics) {
            String record = topic.name().startsWith(code + ".") ? topic.name().substring(code.length() + 1) : "";
            require(
                    topic.owner().equals(code) && isName(record) && !TAKEN_RECORDS.contains(record),
                    "topic: expected " + code + ".NAME, NAME of lower-case letters, digits and hyphens and none of "
                            + TAKEN_RECORDS.stream().sorted().toList() + ", found \"" + topic.name() + "\"");
            require(topic.isFeed(), "topic " + topic.name() + ": expected a freshness, found none");
            require(names.add(topic.name()), "topic: expected each once, found " + topic.name() + " twice");
            require(
                    types.add(topic.recordType().getFullName()),
                    "record type: expected one topic for each, found two for "
                            + topic.recordType().getFullName());
        }
        recordTopics =
                recordTopics.stream().sorted(Comparator.comparing(Topic::name)).toList();
    }

    /** Topics of records and what goes with them: every topic the department writes. */
    public List<Topic> topics() {
        return Stream.concat(
                        recordTopics.stream(),
                        Stream.of(
                                Topics.quarantineOf(this),
                                Topics.adapterProgressOf(this),
                                Topics.adapterControlOf(this)))
                .toList();
    }

    private static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    @Override
    public String toString() {
        return code;
    }
}
