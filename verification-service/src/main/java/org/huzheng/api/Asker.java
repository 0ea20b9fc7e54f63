package org.huzheng.api;

import io.micronaut.security.authentication.Authentication;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.huzheng.api.security.TokenClaims;
import org.huzheng.identity.PersonKey;

/**
 * Who asks.
 *
 * @param name subject of the token
 * @param scopes what the token grants
 * @param personKey whom a citizen's token identifies; empty for an office
 */
record Asker(String name, Set<String> scopes, Optional<String> personKey) {
    static final String READ_CERTIFICATES = "read:certificates";

    Asker {
        scopes = Set.copyOf(scopes);
    }

    /** An office. */
    Asker(String name, Set<String> scopes) {
        this(name, scopes, Optional.empty());
    }

    static Asker of(Authentication authentication) {
        Object scope = authentication.getAttributes().get("scope");
        return new Asker(
                authentication.getName(),
                scope instanceof String text && !text.isBlank()
                        ? Set.copyOf(List.of(text.trim().split(" +")))
                        : Set.of(),
                Optional.ofNullable(authentication.getAttributes().get(TokenClaims.PERSON_KEY))
                        .map(Object::toString));
    }

    /** Refuses an asker without the scope. */
    void require(String scope) {
        if (!scopes.contains(scope)) {
            throw ProblemException.notGranted(scope);
        }
    }

    /** The citizen the token identifies. */
    String requirePerson() {
        try {
            return personKey
                    .map(PersonKey::new)
                    .orElseThrow(() -> ProblemException.nobodyIdentified("nothing"))
                    .value();
        } catch (IllegalArgumentException noKey) {
            throw ProblemException.nobodyIdentified("another text");
        }
    }

    /** Whether the asker may see what another asker requested. */
    boolean maySee(String requestedBy) {
        return name.equals(requestedBy) || scopes.contains(READ_CERTIFICATES);
    }
}
