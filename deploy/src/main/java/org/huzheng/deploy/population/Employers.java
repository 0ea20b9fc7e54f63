package org.huzheng.deploy.population;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.huzheng.codes.Region;
import org.huzheng.identity.UnifiedSocialCreditCode;

/** Employers of the counties. */
final class Employers {
    private static final List<String> WORDS = WordList.of("employer-words.txt");
    private static final List<String> TRADES = WordList.of("employer-trades.txt");

    private Employers() {}

    /** So many employers, each with a valid code of its own. */
    static List<Employer> found(int count, Chance chance) {
        List<Employer> employers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Region county = chance.oneOf(Settlement.counties());
            // 91: a company registered with the market regulator; then county, nine characters of the organisation,
            // check character.
            String body = "91" + county.code() + String.format(Locale.ROOT, "MA%07d", 1_000_000 + i);
            employers.add(new Employer(
                    UnifiedSocialCreditCode.withCheckCharacter(body).value(),
                    county.name() + chance.oneOf(WORDS) + chance.oneOf(TRADES),
                    county.code()));
        }
        return List.copyOf(employers);
    }
}
