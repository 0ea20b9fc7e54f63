package org.huzheng.kinship;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.civilaffairs.Adoption;
import org.huzheng.decision.CaseFile;
import org.huzheng.dossier.Dossier;
import org.huzheng.dossier.Dossier.Stated;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.event.Sex;
import org.huzheng.event.StatedPerson;
import org.huzheng.household.Resident;
import org.huzheng.medical.Birth;
import org.jspecify.annotations.Nullable;

/** The people around the two of a case, as far as heard: who is whose parent and spouse by the records of all of them. */
// over 300 lines: whoever is whose parent or spouse is looked for by the same records, heard once
final class Circle implements Others {
    private final CaseFile file;
    private final List<Stated<Birth>> births;
    private final List<Stated<Adoption>> adoptions;
    private final List<Stated<Adoption>> endedAdoptions;
    /** Those that were taken back; one that was only moved to other people goes on there. */
    private final List<Stated<Adoption>> annulledAdoptions;

    Circle(CaseFile file) {
        this.file = file;
        births = everywhere(dossier -> dossier.inForce(Person.BIRTH, Birth.class));
        adoptions = everywhere(dossier -> dossier.inForce(Person.ADOPTION, Adoption.class));
        endedAdoptions = everywhere(dossier -> dossier.ended(Person.ADOPTION, Adoption.class));
        annulledAdoptions = everywhere(dossier -> dossier.annulled(Person.ADOPTION, Adoption.class)).stream()
                .filter(annulled -> adoptions.stream().noneMatch(adoption -> isSameRecord(adoption, annulled)))
                .toList();
    }

    private static boolean isSameRecord(Stated<?> one, Stated<?> other) {
        return one.event().header().getRecordId().equals(other.event().header().getRecordId());
    }

    /** Records under any key heard, each once. */
    private <T extends SpecificRecord> List<Stated<T>> everywhere(Function<Dossier, List<Stated<T>>> records) {
        return Stated.eachOnce(file.heard().stream().flatMap(heard -> records.apply(heard.dossier()).stream()));
    }

    /** A person by one of their keys, with what was heard. */
    Person person(String key) {
        return Person.of(key, file);
    }

    @Override
    public String personOf(String key) {
        return new TreeSet<>(person(key).identity().keys()).first();
    }

    @Override
    public Sex sexOf(String key) {
        return person(key).entry().map(Person::sexOf).orElse(Sex.UNKNOWN);
    }

    @Override
    public Optional<RecordEvent> entryOf(String key) {
        return person(key).entry().map(Stated::event);
    }

    @Override
    public boolean areOrWereSpouses(Speaker one, String otherKey) {
        Person other = person(otherKey);
        return spousesOf(one).stream().anyMatch(other::is);
    }

    @Override
    public boolean isCollective(Household.Shared shared) {
        return Household.isCollective(shared, person(shared.headKey()));
    }

    /** Keys of a person's parents and spouses, as any record heard names them. */
    Set<String> named(Person person) {
        Set<String> keys = namedParents(person);
        person.entry().ifPresent(entry -> keys.addAll(spouseKeys(new Speaker(person, entry))));
        keys.removeAll(person.identity().keys());
        return keys;
    }

    /** Keys of a person's parents. */
    Set<String> namedParents(Person person) {
        Set<String> keys = headsAs(Line.CHILD, person);
        for (Place place : Place.values()) {
            person.entry().ifPresent(entry -> add(keys, place.inEntry(entry.body())));
            birthsOf(person).forEach(birth -> add(keys, place.inBirth(birth.body())));
            adoptionsOf(person).forEach(adoption -> add(keys, place.inAdoption(adoption.body())));
        }
        keys.removeAll(person.identity().keys());
        return keys;
    }

    /** Keys of heads to whom the person may be or have been this, by their code. */
    private static Set<String> headsAs(Line line, Person person) {
        Set<String> keys = new TreeSet<>();
        person.residences().stream()
                .map(residence -> residence.entry().body())
                .filter(entry -> Household.mayBeToHead(line, entry))
                .flatMap(entry -> Optional.ofNullable(entry.getHeadKey()).stream())
                .forEach(keys::add);
        return keys;
    }

    private static void add(Set<String> keys, @Nullable StatedPerson stated) {
        if (stated != null && stated.getPersonKey() != null) {
            keys.add(stated.getPersonKey());
        }
    }

    private List<Stated<Birth>> birthsOf(Person child) {
        return child.entry().stream()
                .flatMap(entry -> births.stream().filter(birth -> Births.isOf(birth.body(), child, entry)))
                .toList();
    }

    private List<Stated<Adoption>> adoptionsOf(Person child) {
        return adoptions.stream()
                .filter(adoption -> child.is(adoption.body().getAdopted()))
                .toList();
    }

    /** Adoptions of a person in force by two people together, after which neither natural parent is one any more. */
    List<Stated<Adoption>> adoptionsByCouples(Person child) {
        return adoptionsOf(child).stream()
                .filter(adoption ->
                        Stream.of(Place.values()).allMatch(place -> place.inAdoption(adoption.body()) != null))
                .toList();
    }

    /** Adoptions of a person that were dissolved when they were of age. */
    private Stream<Stated<Adoption>> dissolvedOfAdult(Person child) {
        return endedAdoptions.stream()
                .filter(adoption -> child.is(adoption.body().getAdopted())
                        && child.entry()
                                .filter(entry ->
                                        Person.wasOfAge(entry, adoption.event().validTo()))
                                .isPresent());
    }

    /** The parents of a person: one in each place, or everybody who has adopted them. */
    List<Tie> parents(Node child) {
        List<Tie> ties = new ArrayList<>();
        child.person().ifPresent(person -> {
            for (Place place : Place.values()) {
                ties.addAll(parents(person, place));
            }
        });
        return ties;
    }

    /** Who holds a parent's place in a person's records. */
    private List<Tie> parents(Person person, Place place) {
        List<Stated<Adoption>> inForce = adoptionsOf(person).stream()
                .filter(adoption -> place.inAdoption(adoption.body()) != null)
                .toList();
        return inForce.isEmpty() ? parent(person, place).stream().toList() : adopters(person, place, inForce);
    }

    /** Several who adopted one child contradict each other. */
    private List<Tie> adopters(Person person, Place place, List<Stated<Adoption>> inForce) {
        Optional<Stated<Resident>> entry = person.entry();
        Map<String, Tie> ties = new LinkedHashMap<>();
        for (Stated<Adoption> adoption : inForce) {
            Node adopter = node(Objects.requireNonNull(place.inAdoption(adoption.body())), place.sex());
            Holder holder = new Holder(this, place, adopter);
            inForce.forEach(
                    each -> holder.comparedWith(Optional.ofNullable(place.inAdoption(each.body())), Optional.of(each)));
            holder.adoptedIn(entry.map(found -> place.inEntry(found.body())), entry);
            ties.putIfAbsent(adopter.id(), holder.tie(true));
        }
        return List.copyOf(ties.values());
    }

    /** Who holds a parent's place in a person's records, where nobody has adopted them into it. */
    private Optional<Tie> parent(Person person, Place place) {
        Optional<Stated<Resident>> entry = person.entry();
        List<Stated<Birth>> ofChild = birthsOf(person);
        Optional<StatedPerson> inBirth = ofChild.stream()
                .map(birth -> place.inBirth(birth.body()))
                .filter(Objects::nonNull)
                .findFirst();
        Optional<StatedPerson> byEntry = entry.map(found -> place.inEntry(found.body()));
        Optional<Stated<Adoption>> former = byEntry.flatMap(stated -> formerAdoption(person, place, stated))
                .filter(adoption ->
                        inBirth.isPresent() || composedParent(person, place).isPresent());
        Optional<StatedPerson> inEntry = former.isPresent() ? Optional.empty() : byEntry;
        Optional<StatedPerson> numbered = inEntry.filter(Circle::hasNumber).or(() -> inBirth.filter(Circle::hasNumber));
        Optional<Holder> composed = numbered.isEmpty() ? composedParent(person, place) : Optional.empty();
        Optional<StatedPerson> stated = numbered.or(() -> inEntry).or(() -> inBirth);
        return composed.or(() -> stated.map(named -> new Holder(this, place, node(named, place.sex()))))
                .map(holder -> {
                    boolean byBirthAlone = inEntry.isEmpty() && composed.isEmpty();
                    Stream.concat(
                                    adoptionsOf(person).stream(),
                                    byBirthAlone ? dissolvedOfAdult(person) : Stream.empty())
                            .filter(adoption -> !holder.isSpouseOf(place.other().inAdoption(adoption.body())))
                            .forEach(adoption -> holder.deniedBy(adoption.event()));
                    former.ifPresent(adoption -> holder.citing(adoption.event()));
                    holder.comparedWith(inEntry, entry);
                    ofChild.forEach(birth ->
                            holder.comparedWith(Optional.ofNullable(place.inBirth(birth.body())), Optional.of(birth)));
                    entry.ifPresent(childEntry -> births.stream()
                            .filter(birth ->
                                    !ofChild.contains(birth) && Births.hasSameCertificate(birth.body(), childEntry))
                            .forEach(birth -> holder.deniedBy(birth.event())));
                    boolean byBirth = ofChild.stream()
                            .map(birth -> place.inBirth(birth.body()))
                            .anyMatch(named -> named != null && holder.is(named));
                    return byBirth
                            ? holder.tie(false)
                            : holder.tieOfFormerAdopter(person, endedAdoptions, annulledAdoptions)
                                    .orElseGet(() -> isMerged(person, holder) ? holder.unsettled() : holder.tie(false));
                });
    }

    @Override
    public Optional<Stated<Adoption>> formerAdoption(Person child, Place place, StatedPerson named) {
        Node parent = node(named, place.sex());
        return child.entry()
                .map(entry -> new Speaker(child, entry).period())
                .flatMap(period -> formerAdoption(child, place, parent, period));
    }

    /** The dissolved adoption by somebody in a place on whose days something was said. */
    private Optional<Stated<Adoption>> formerAdoption(Person child, Place place, Node parent, Period said) {
        return endedAdoptions.stream()
                .filter(adoption -> child.is(adoption.body().getAdopted()))
                .filter(adoption -> said.beganWithin(Period.of(adoption.event())))
                .filter(adoption -> Optional.ofNullable(place.inAdoption(adoption.body()))
                        .filter(adopter -> node(adopter, place.sex()).isSameAs(parent))
                        .isPresent())
                .findFirst();
    }

    /** Whether a household of which the holder is the head calls the child adopted or step, in one word. */
    private boolean isMerged(Person child, Holder holder) {
        return child.entry().isPresent()
                && holder.speaker()
                        .filter(head ->
                                new Household(new Speaker(child, child.entry().orElseThrow()), head, this).isMerged())
                        .isPresent();
    }

    /** The head of a household of which the person is or was a child; one who had adopted them then only where there is no other. */
    private Optional<Holder> composedParent(Person person, Place place) {
        List<Holder> all = headsAs(Line.CHILD, person).stream()
                .flatMap(key -> composedParent(person, place, person(key)).stream())
                .toList();
        return all.stream()
                .filter(holder -> formerAdoption(person, place, holder.parent(), holder.period())
                        .isEmpty())
                .findFirst()
                .or(() -> all.stream().findFirst());
    }

    private Optional<Holder> composedParent(Person person, Place place, Person head) {
        Optional<Stated<Resident>> entry = head.entry().filter(found -> Person.sexOf(found) == place.sex());
        if (person.entry().isEmpty() || entry.isEmpty()) {
            // nobody, or several entries in force, none of which speaks alone
            return Optional.empty();
        }
        Household household =
                new Household(new Speaker(person, person.entry().get()), new Speaker(head, entry.get()), this);
        return Household.settled(household.composed())
                .filter(composed -> Household.line(composed) == Line.CHILD && !household.isMerged())
                .map(composed -> new Holder(this, place, Node.of(head, place.sex(), null)).saidBy(composed.shared()));
    }

    private static boolean hasNumber(StatedPerson stated) {
        return stated.getPersonKey() != null;
    }

    Node node(StatedPerson stated, Sex place) {
        return stated.getPersonKey() == null
                ? Node.withoutNumber(stated, place)
                : Node.of(person(stated.getPersonKey()), place, stated.getName());
    }

    /** The spouses a person has and had. */
    List<Tie> spouses(Node node) {
        List<Tie> ties = new ArrayList<>();
        node.person().ifPresent(person -> person.entry().ifPresent(entry -> {
            Speaker speaker = new Speaker(person, entry);
            Set<String> seen = new TreeSet<>();
            for (String key : spousesOf(speaker)) {
                Node spouse = Node.of(person(key), opposite(speaker.sex()), null);
                if (seen.add(spouse.id()) && !spouse.id().equals(node.id())) {
                    new Bond(speaker, spouse, this).tie().ifPresent(ties::add);
                }
            }
        }));
        return ties;
    }

    /** Keys of the spouses that a person's records name or named, and of those heard whose records name the person. */
    private Set<String> spousesOf(Speaker speaker) {
        Set<String> keys = spouseKeys(speaker);
        file.heard().stream()
                .map(heard -> person(heard.personKey()))
                .filter(other -> !other.isSameAs(speaker.person()))
                .forEach(other -> other.entry()
                        .filter(entry ->
                                spouseKeys(new Speaker(other, entry)).stream().anyMatch(speaker.person()::is))
                        .ifPresent(entry -> keys.add(other.key())));
        return keys;
    }

    /** Keys of the spouses a person's entries and marriages name or named, and of heads whose spouse they may be. */
    static Set<String> spouseKeys(Speaker speaker) {
        Set<String> keys = headsAs(Line.SPOUSE, speaker.person());
        speaker.person()
                .residences()
                .forEach(residence -> add(keys, residence.entry().body().getSpouse()));
        Stream.concat(speaker.person().marriages().stream(), speaker.person().endedMarriages().stream())
                .map(marriage -> Wedlock.spouseOf(speaker.sex(), marriage.body()))
                .forEach(spouse -> add(keys, spouse));
        return keys;
    }

    private static Sex opposite(Sex sex) {
        return switch (sex) {
            case MALE -> Sex.FEMALE;
            case FEMALE -> Sex.MALE;
            case UNKNOWN -> Sex.UNKNOWN;
        };
    }
}
