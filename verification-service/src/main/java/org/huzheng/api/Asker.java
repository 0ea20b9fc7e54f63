package org.huzheng.api;

import io.micronaut.security.authentication.Authentication;
import java.util.List;
import java.util.Set;

/**
 * Who asks.
 *
 * @param name subject of the token
 * @param scopes what the token grants
 */
record Asker(String name, Set<String> scopes) {
    static final String READ_CERTIFICATES = "read:certificates";

    Asker {
        scopes = Set.copyOf(scopes);
    }

    static Asker of(Authentication authentication) {
        Object scope = authentication.getAttributes().get("scope");
        return new Asker(
                authentication.getName(),
                scope instanceof String text && !text.isBlank()
                        ? Set.copyOf(List.of(text.trim().split(" +")))
                        : Set.of());
    }

    /** Refuses an asker without the scope. */
    void require(String scope) {
        if (!scopes.contains(scope)) {
            throw ProblemException.notGranted(scope);
        }
    }

    /** Whether the asker may see what another asker requested. */
    boolean maySee(String requestedBy) {
        return name.equals(requestedBy) || scopes.contains(READ_CERTIFICATES);
    }
}
