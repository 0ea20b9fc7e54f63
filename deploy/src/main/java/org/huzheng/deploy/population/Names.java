package org.huzheng.deploy.population;

import java.util.List;
import org.huzheng.event.Sex;

/** Names of the synthetic people: surname of the father, a given name of one or two characters, rare ones now and then. */
final class Names {
    private static final List<String> SURNAMES = WordList.of("surnames.txt");
    private static final List<String> MALE = WordList.of("given-male.txt");
    private static final List<String> FEMALE = WordList.of("given-female.txt");
    private static final List<String> RARE = WordList.of("given-rare.txt");

    private Names() {}

    static String surname(Chance chance) {
        return chance.oneOf(SURNAMES);
    }

    static String given(Sex sex, Chance chance) {
        List<String> usual = sex == Sex.MALE ? MALE : FEMALE;
        String first = chance.oneOf(chance.happens(0.03) ? RARE : usual);
        return chance.happens(0.2) ? first : first + chance.oneOf(usual);
    }

    static String full(Sex sex, Chance chance) {
        return surname(chance) + given(sex, chance);
    }

    /** The surname a full name begins with: a compound one if the name begins with one. */
    static String surnameOf(String fullName) {
        return SURNAMES.stream()
                .filter(surname -> surname.length() > 1 && fullName.startsWith(surname))
                .findFirst()
                .orElseGet(() -> fullName.substring(0, fullName.offsetByCodePoints(0, 1)));
    }
}
