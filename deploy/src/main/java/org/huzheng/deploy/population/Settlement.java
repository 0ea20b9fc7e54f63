package org.huzheng.deploy.population;

import java.util.List;
import org.huzheng.codes.Region;

/** The counties the synthetic people live in. */
final class Settlement {
    private static final List<Region> COUNTIES =
            WordList.of("counties.txt").stream().map(Region::ofCode).toList();

    private Settlement() {}

    static List<Region> counties() {
        return COUNTIES;
    }

    static String county(Chance chance) {
        return chance.oneOf(COUNTIES).code();
    }
}
