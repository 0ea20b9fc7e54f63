package org.huzheng.deploy.population;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.huzheng.event.Sex;
import org.huzheng.identity.ResidentIdentityNumber;
import org.jspecify.annotations.Nullable;

/** One person's life while a population grows: parents, marriages and stays in households, in the order in which they came. */
final class Life {
    /** A marriage from one day to another; it ended with divorce or the first death, or lasts. */
    record Marriage(Life spouse, LocalDate from, @Nullable LocalDate to) {
        boolean lastsOn(LocalDate day) {
            return !day.isBefore(from) && (to == null || !day.isAfter(to));
        }
    }

    private final int index;
    private final ResidentIdentityNumber number;
    private final String name;
    private final Sex sex;
    private final LocalDate birth;
    private final @Nullable LocalDate death;

    private final List<Marriage> marriages = new ArrayList<>();
    private final List<Life> children = new ArrayList<>();
    private final List<Stay> stays = new ArrayList<>();
    private @Nullable Life father;
    private @Nullable Life mother;
    private @Nullable String fatherName;
    private @Nullable String motherName;
    private @Nullable String birthCertificate;
    private boolean adopted;
    private boolean motherStated = true;
    private Person.Work work = Person.Work.NONE;

    Life(int index, ResidentIdentityNumber number, String name, Sex sex, LocalDate birth, @Nullable LocalDate death) {
        this.index = index;
        this.number = number;
        this.name = name;
        this.sex = sex;
        this.birth = birth;
        this.death = death;
    }

    int index() {
        return index;
    }

    ResidentIdentityNumber number() {
        return number;
    }

    String name() {
        return name;
    }

    Sex sex() {
        return sex;
    }

    LocalDate birth() {
        return birth;
    }

    @Nullable
    LocalDate death() {
        return death;
    }

    boolean livesOn(LocalDate day) {
        return !day.isBefore(birth) && (death == null || day.isBefore(death));
    }

    @Nullable
    Life father() {
        return father;
    }

    @Nullable
    Life mother() {
        return mother;
    }

    void bornTo(@Nullable Life father, @Nullable Life mother) {
        this.father = father;
        this.mother = mother;
        if (father != null) {
            father.children.add(this);
        }
        if (mother != null) {
            mother.children.add(this);
        }
    }

    void adoptedBy(Life father, Life mother) {
        bornTo(father, mother);
        adopted = true;
    }

    boolean isAdopted() {
        return adopted;
    }

    /** Parents the registers know by name only. */
    void parentsByName(@Nullable String fatherName, @Nullable String motherName) {
        this.fatherName = fatherName;
        this.motherName = motherName;
    }

    /** The entries of this life state no mother, though there is one. */
    void leaveMotherUnstated() {
        motherStated = false;
    }

    @Nullable
    Named statedFather() {
        return father != null ? Named.of(father) : byName(fatherName);
    }

    @Nullable
    Named statedMother() {
        if (!motherStated) {
            return null;
        }
        return mother != null ? Named.of(mother) : byName(motherName);
    }

    List<Life> children() {
        return children;
    }

    void carryBirthCertificate(String certificate) {
        birthCertificate = certificate;
    }

    @Nullable
    String birthCertificate() {
        return birthCertificate;
    }

    void married(Marriage marriage) {
        marriages.add(marriage);
    }

    boolean everMarried(Life other) {
        return marriages.stream().anyMatch(marriage -> marriage.spouse() == other);
    }

    Optional<Marriage> marriageOn(LocalDate day) {
        return marriages.stream().filter(marriage -> marriage.lastsOn(day)).findFirst();
    }

    List<Marriage> marriages() {
        return marriages;
    }

    List<Stay> stays() {
        return stays;
    }

    Optional<Stay> lastStay() {
        return stays.isEmpty() ? Optional.empty() : Optional.of(stays.get(stays.size() - 1));
    }

    Person.Work work() {
        return work;
    }

    void work(Person.Work work) {
        this.work = work;
    }

    private static @Nullable Named byName(@Nullable String name) {
        return name == null ? null : new Named(null, name);
    }
}
