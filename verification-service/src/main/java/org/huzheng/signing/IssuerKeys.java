package org.huzheng.signing;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys an authority signs certificates with, one after the other: each from the day its X.509 certificate begins until that of the next does. Which key
 * signs something follows from the time it is dated with, whichever instance signs it. All are published, those to come and those that were, so that a
 * verifier knows a key before it meets it and for as long as something signed with it is shown.
 */
public final class IssuerKeys {
    private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);

    private final List<IssuerKey> inOrder;
    private final JsonWebKeySet published;

    /** @throws IllegalArgumentException if two begin at the same moment: which of them signs would be chance */
    private IssuerKeys(List<IssuerKey> keys) {
        inOrder =
                keys.stream().sorted(Comparator.comparing(IssuerKey::signsFrom)).toList();
        for (int next = 1; next < inOrder.size(); next++) {
            if (inOrder.get(next).signsFrom().equals(inOrder.get(next - 1).signsFrom())) {
                throw new IllegalArgumentException("signing keys: expected one to begin at a moment, found two at "
                        + inOrder.get(next).signsFrom());
            }
        }
        published = new JsonWebKeySet(inOrder.stream().map(IssuerKey::publicJwk).toList());
    }

    /** These keys, of which the first signs whatever is dated before it, too. */
    public static IssuerKeys of(IssuerKey... keys) {
        return new IssuerKeys(List.of(keys));
    }

    /**
     * Opens every private key of a file, passing over certificates that stand alone; makes file and first key as {@link IssuerKey#openOrCreate} does where there is none.
     *
     * @throws IssuerKeyException when the file cannot be made or opened, or holds another private key than P-256 keys with their certificates
     */
    public static IssuerKeys openOrCreate(Path file, char[] password, String authority, Instant now) {
        IssuerKeys keys;
        try {
            keys = new IssuerKeys(IssuerKey.openAllOrCreate(file, password, authority, now));
        } catch (IllegalArgumentException e) {
            throw new IssuerKeyException(file, "keys that follow each other", e);
        }
        for (IssuerKey key : keys.inOrder) {
            LOG.info("Signing key: kid={} from={}", key.publicJwk().kid(), key.signsFrom());
        }
        return keys;
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
