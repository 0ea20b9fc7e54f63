package org.huzheng.deploy.population;

import org.huzheng.identity.ResidentIdentityNumber;

/**
 * The people the demo's story is told with: the same names and identity numbers whatever the seed.
 *
 * @param mother mother of {@code child}: stated by the child's entry, living in one household, and named by the birth record
 * @param child her child, a minor
 * @param payer insured with a regular, credited payment in every month, and with a name of rare characters
 * @param stepmother wife of the head of a household in which {@code stepson}, the head's son, lives: the entries settle nothing
 * @param stepson son of the head; his entry states no mother and there is no birth record
 * @param misstatedMother stated as mother by {@code misstatedChild}'s entry, wrongly
 * @param misstatedChild a grown child whose only entry states the wrong mother; there is no birth record
 * @param rightMother the mother the entry should state
 * @param deceasedFather father of {@code orphan}, dead
 * @param orphan his child
 * @param grandmother his mother, living
 * @param stranger related to none of the others
 * @param absentNumber a valid identity number no register knows
 * @param correction the correction of {@code misstatedChild}'s entry
 */
public record Cast(
        Person mother,
        Person child,
        Person payer,
        Person stepmother,
        Person stepson,
        Person misstatedMother,
        Person misstatedChild,
        Person rightMother,
        Person deceasedFather,
        Person orphan,
        Person grandmother,
        Person stranger,
        ResidentIdentityNumber absentNumber,
        Correction correction) {}
