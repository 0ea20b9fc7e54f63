package org.huzheng.kinship;

import org.huzheng.event.Sex;
import org.huzheng.kinship.Household.Shared;

/** What was heard of heads of households. */
interface Heads {
    /** One key of a person for all of theirs. */
    String personOf(String key);

    /** UNKNOWN where nobody knows. */
    Sex sexOf(String key);

    /** Whether the head is entered as that of a collective household, whose members living together makes nobody kin. */
    boolean isCollective(Shared shared);
}
