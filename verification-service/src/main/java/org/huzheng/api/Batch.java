package org.huzheng.api;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A batch of claims. Its id says whose key names it and how many claims it has, and from it follows what the id of each claim's request begins with: so any
 * instance answers for it, and no record of it need be kept. Digits that follow from both end the id, so that no other number of claims reads as a batch.
 *
 * @param name what asker and idempotency key name, hexadecimal
 * @param claims how many claims it has
 */
record Batch(String name, int claims) {
    /** A batch has at most so many claims. */
    static final int MOST_CLAIMS = 10_000;

    private static final Pattern ID = Pattern.compile("([0-9a-f]{32})-([1-9][0-9]{0,4})-[0-9a-f]{8}");
    private static final int CHECK_BYTES = 4;

    /** The batch an asker's key names. */
    static Batch named(Asker asker, String key, int claims) {
        return new Batch(RequestIntake.named(asker, "batch " + RequestIntake.checked(key)), claims);
    }

    static Optional<Batch> ofId(String id) {
        Matcher matcher = ID.matcher(id);
        return matcher.matches()
                ? Optional.of(new Batch(matcher.group(1), Integer.parseInt(matcher.group(2))))
                        .filter(batch ->
                                batch.claims <= MOST_CLAIMS && batch.id().equals(id))
                : Optional.empty();
    }

    String id() {
        String stated = name + "-" + claims;
        return stated + "-" + RequestIntake.digits(stated, CHECK_BYTES);
    }

    /** What the id of the request of one claim begins with, whatever it claims and however many claims there are. */
    String idBeginning(int claim) {
        return RequestIntake.digits(name + "/" + claim, RequestIntake.REQUEST_ID_BYTES) + "-";
    }
}
