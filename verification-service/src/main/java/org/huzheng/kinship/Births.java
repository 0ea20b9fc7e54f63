package org.huzheng.kinship;

import org.huzheng.dossier.Dossier.Stated;
import org.huzheng.household.Resident;
import org.huzheng.medical.Birth;

/** Joins birth records to the entries of the children. */
final class Births {
    private Births() {}

    /** Whether this is the child's birth. The certificate number joins only until the child has an identity number. */
    static boolean isOf(Birth birth, Person child, Stated<Resident> childEntry) {
        return birth.getChildKey() == null ? hasSameCertificate(birth, childEntry) : child.is(birth.getChildKey());
    }

    /** Whether the child's entry was made from this birth's certificate. */
    static boolean hasSameCertificate(Birth birth, Stated<Resident> childEntry) {
        return birth.getBirthCertificateNumber().equals(childEntry.body().getBirthCertificateNumber());
    }
}
