package org.huzheng.decision;

import java.util.Locale;

/** Rules that decide, as reasons name them. Their texts in Chinese and English are messages of the interface, by {@link #code()}. */
public enum Rule {
    /** A feed the answer needs is older than agreed. */
    FEED_STALE,
    /** More people would have to be asked than a case may ask. */
    TOO_MANY_ROUNDS,
    /** The person has no entry in the household register. */
    NO_ENTRY,
    /** The person's entry in the household register has ended. */
    ENTRY_ENDED,
    /** The person has several entries in force. */
    SEVERAL_ENTRIES,
    /** A department published one version of a record with two contents. */
    CONTRADICTORY_RECORD,
    /** The identity number was found to serve two people. */
    NUMBER_SERVES_TWO,
    /** The identity number was obtained by fraud. */
    NUMBER_OBTAINED_BY_FRAUD,
    /** The person whose record it is says that it is wrong, and the department has neither confirmed nor corrected it. */
    FIELD_DISPUTED,
    /** Both people are the same person. */
    SAME_PERSON,
    /** A record states the relation. */
    RELATION_STATED,
    /** Two relations to one head of household give the relation. */
    RELATION_COMPOSED,
    /** Records of people between the two give the relation. */
    RELATION_DERIVED,
    /** A record states another person in that place. */
    ANOTHER_STATED,
    /** The records give a relation other than the one claimed. */
    ANOTHER_RELATION,
    /** The relation was so and has ended. */
    RELATION_ENDED,
    /** An adoption was dissolved when the child was of age, and whether the natural kinship came back was theirs to agree. */
    ADOPTION_DISSOLVED,
    /** Departments contradict each other on the relation. */
    RELATION_CONTRADICTED,
    /** The record names a person without an identity number. */
    STATED_BY_NAME_ONLY,
    /** Only one of two spouses' entries states the marriage. */
    SPOUSE_ONE_SIDED,
    /** Living in one household does not settle what the two are to each other. */
    COMPOSITION_UNDETERMINED,
    /** The spouse of a parent, of whom no record says whether they are the other parent or a step-parent. */
    PARENT_OR_STEPPARENT,
    /** No record speaks of a relation between the two. */
    NO_RELATION,
    /** Contributions are recorded in the period. */
    CONTRIBUTIONS_FOUND,
    /** No contribution is recorded in the period. */
    NO_CONTRIBUTION,
    /** The months credited reach the number claimed. */
    MONTHS_REACHED,
    /** The months credited do not reach the number claimed. */
    MONTHS_NOT_REACHED,
    /** Months are recorded that have ended, as when they move to another place, and none in force, or too few without them. */
    MONTHS_MOVED_AWAY,
    /** Two regular payments of one kind for one month through one employer. */
    MONTH_PAID_TWICE,
    /** The longest run of credited months reaches the number claimed. */
    MONTHS_IN_A_ROW_REACHED,
    /** No run of credited months reaches the number claimed. */
    MONTHS_IN_A_ROW_NOT_REACHED,
    /** An enrolment in the kind of insurance is active. */
    ENROLMENT_ACTIVE,
    /** Every enrolment in the kind of insurance is suspended or has ended. */
    ENROLMENT_INACTIVE,
    /** No enrolment in the kind of insurance is recorded. */
    NO_ENROLMENT,
    /** People insured through the employer are recorded in the month. */
    INSURED_PEOPLE_FOUND,
    /** Nobody insured through the employer is recorded in the month. */
    NO_INSURED_PEOPLE,
    /** An enrolment has ended or was suspended on a day the register does not name, which may lie on the days asked about or after them. */
    ENROLMENT_END_UNDATED,
    /** An enrolment has a status that this exchange does not understand. */
    ENROLMENT_STATUS_UNKNOWN,
    /** More people than one certificate names are, or may be, insured through the employer. */
    TOO_MANY_INSURED,
    /** The household register enters the person as living. */
    ALIVE_RECORDED,
    /** The household register says that the person has died. */
    DEATH_RECORDED,
    /** The household register does not say when the person died. */
    DEATH_UNDATED,
    /** An entry that ended says that the person has died, and another that is in force does not. */
    DEATH_CONTRADICTED,
    /** The household register says of the person's life what this exchange does not understand. */
    LIFE_STATUS_UNKNOWN,
    /** Both are entered in one household. */
    SAME_HOUSEHOLD,
    /** They are entered in different households. */
    ANOTHER_HOUSEHOLD,
    /** Two entries of one household do not name the same head. */
    HOUSEHOLD_CONTRADICTED,
    /** The records give a relation in which neither descends from the other. */
    NOT_DIRECT_KIN;

    /** Code as reasons carry it, e.g. {@code feed-stale}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
