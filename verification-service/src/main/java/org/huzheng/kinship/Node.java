package org.huzheng.kinship;

import java.time.LocalDate;
import java.util.Optional;
import java.util.TreeSet;
import org.huzheng.dossier.Dossier.Stated;
import org.huzheng.event.DocumentType;
import org.huzheng.event.Sex;
import org.huzheng.event.StatedPerson;
import org.huzheng.household.Resident;
import org.jspecify.annotations.Nullable;

/**
 * Somebody between the two people of a case, as records name them: by number, by a foreign document, or by name only.
 *
 * @param id the same for the same person: the least of their keys, else their document, else their name
 * @param kind how they are known
 * @param person their records as far as heard, empty without a number
 * @param sex their entry's, else that of the place they hold
 * @param name their entry's, else as stated
 */
record Node(
        String id,
        Kind kind,
        Optional<Person> person,
        Sex sex,
        @Nullable String name) {

    /** How a person is known. */
    enum Kind {
        NUMBER,
        DOCUMENT,
        NAME
    }

    static Node of(Person person, Sex place, @Nullable String stated) {
        Optional<Stated<Resident>> entry = person.entry();
        return new Node(
                new TreeSet<>(person.identity().keys()).first(),
                Kind.NUMBER,
                Optional.of(person),
                entry.map(Person::sexOf).orElse(place),
                entry.map(found -> found.body().getName()).orElse(stated));
    }

    /** Somebody without a resident identity number. A passport's number alone is one country's, so the name must agree too. */
    static Node withoutNumber(StatedPerson stated, Sex place) {
        DocumentType type = stated.getDocumentType();
        String number = stated.getDocumentNumber();
        String name = stated.getName();
        boolean documented = number != null && type != DocumentType.NONE && type != DocumentType.UNKNOWN;
        if (!documented) {
            return new Node("name " + name, Kind.NAME, Optional.empty(), place, name);
        }
        String id = type + " " + number + (type == DocumentType.PASSPORT ? " " + name : "");
        return new Node(id, Kind.DOCUMENT, Optional.empty(), place, name);
    }

    boolean isSameAs(Node other) {
        return kind != Kind.NAME && other.kind != Kind.NAME && id.equals(other.id);
    }

    /** Whether they are known by a number that was not obtained by fraud, so that another number is another person. */
    boolean isKnownByNumber() {
        return person.filter(known -> known.identity().obtainedByFraud().isEmpty())
                .isPresent();
    }

    /** Whether one of the two is known by name only, and the names agree. */
    boolean mayBe(Node other) {
        return (kind == Kind.NAME || other.kind == Kind.NAME)
                && name != null
                && (name.equals(other.name) || isNamed(other) || other.isNamed(this));
    }

    private boolean isNamed(Node other) {
        return person.filter(known -> other.name != null && known.names().contains(other.name))
                .isPresent();
    }

    Optional<Stated<Resident>> entry() {
        return person.flatMap(Person::entry);
    }

    boolean hasDied() {
        return entry().filter(Person::hasDied).isPresent();
    }

    /** The day by which they had died. */
    Optional<LocalDate> lastDay() {
        return person.flatMap(Person::lastDay);
    }

    /** Whether they have died on a day that the register does not name. */
    boolean hasUndatedDeath() {
        return person.filter(Person::hasUndatedDeath).isPresent();
    }

    @Override
    public String toString() {
        return "Node[" + kind + "]";
    }
}
