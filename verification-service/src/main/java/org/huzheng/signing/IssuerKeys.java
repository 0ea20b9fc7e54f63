package org.huzheng.signing;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * The keys an authority signs certificates with, one after the other: each from the day its X.509 certificate begins until that of the next does. Which key
 * signs something follows from the time it is dated with, whichever instance signs it. All are published, those to come and those that were, so that a
 * verifier knows a key before it meets it and for as long as something signed with it is shown.
 */
public final class IssuerKeys {
    private final List<IssuerKey> inOrder;
    private final JsonWebKeySet published;

    private IssuerKeys(List<IssuerKey> keys) {
        inOrder = keys.stream()
                .sorted(Comparator.comparing(IssuerKey::signsFrom)
                        .thenComparing(key -> key.publicJwk().kid()))
                .toList();
        published = new JsonWebKeySet(inOrder.stream().map(IssuerKey::publicJwk).toList());
    }

    /** One key for all times. */
    public static IssuerKeys of(IssuerKey key) {
        return new IssuerKeys(List.of(key));
    }

    /**
     * Opens every key of a file; makes file and first key as {@link IssuerKey#openOrCreate} does where there is none.
     *
     * @throws IssuerKeyException when the file cannot be made or opened, or holds anything but P-256 keys with their certificates
     */
    public static IssuerKeys openOrCreate(Path file, char[] password, String authority, Instant now) {
        return new IssuerKeys(IssuerKey.openAllOrCreate(file, password, authority, now));
    }

    /** The key that signs what is dated with this time: the last that has begun, or the first of all. */
    public IssuerKey at(Instant time) {
        return inOrder.stream()
                .filter(key -> !key.signsFrom().isAfter(time))
                .reduce((earlier, later) -> later)
                .orElse(inOrder.get(0));
    }

    /** The key set to publish. */
    public JsonWebKeySet publicKeys() {
        return published;
    }

    @Override
    public String toString() {
        return "IssuerKeys" + inOrder;
    }
}
