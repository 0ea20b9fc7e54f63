package org.huzheng.dossier;

import java.util.Set;
import org.huzheng.medical.Birth;
import org.huzheng.medical.MedicalContribution;
import org.huzheng.socialsecurity.Contribution;

/**
 * Record types of what happened on its days and stays so after them: a month that was paid, a birth. A version of such a record with later days is no change in
 * time, it says that the days were wrong.
 */
public final class Happened {
    private static final Set<String> TYPES = Set.of(
            Birth.getClassSchema().getFullName(),
            Contribution.getClassSchema().getFullName(),
            MedicalContribution.getClassSchema().getFullName());

    private Happened() {}

    /** Whether a record type is one of them, by its schema's full name. */
    public static boolean is(String recordType) {
        return TYPES.contains(recordType);
    }
}
