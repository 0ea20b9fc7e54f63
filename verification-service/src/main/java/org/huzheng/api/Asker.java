package org.huzheng.api;

import io.micronaut.security.authentication.Authentication;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.huzheng.api.security.TokenClaims;
import org.huzheng.exchange.RequestHeader;
import org.huzheng.identity.EmployerKey;
import org.huzheng.identity.PersonKey;
import org.jspecify.annotations.Nullable;

/**
 * Who asks.
 *
 * @param name subject of the token
 * @param scopes what the token grants
 * @param personKey whom a citizen's token identifies; empty for an office
 * @param employers employers the token names whose authorised agent the asker is; what is no credit code names none
 */
record Asker(String name, Set<String> scopes, Optional<String> personKey, Set<EmployerKey> employers) {
    static final String READ_CERTIFICATES = "read:certificates";

    Asker {
        scopes = Set.copyOf(scopes);
        employers = Set.copyOf(employers);
    }

    /** An office. */
    Asker(String name, Set<String> scopes) {
        this(name, scopes, Optional.empty(), Set.of());
    }

    static Asker of(Authentication authentication) {
        return new Asker(
                authentication.getName(),
                scopesOf(authentication.getAttributes().get("scope")),
                Optional.ofNullable(authentication.getAttributes().get(TokenClaims.PERSON_KEY))
                        .map(Object::toString),
                employersOf(authentication.getAttributes().get(TokenClaims.EMPLOYERS)));
    }

    private static Set<String> scopesOf(@Nullable Object claim) {
        return claim instanceof String text && !text.isBlank()
                ? Set.copyOf(List.of(text.trim().split(" +")))
                : Set.of();
    }

    private static Set<EmployerKey> employersOf(@Nullable Object claim) {
        return claim instanceof Collection<?> codes
                ? codes.stream()
                        .filter(String.class::isInstance)
                        .flatMap(code -> EmployerKey.named((String) code).stream())
                        .collect(Collectors.toUnmodifiableSet())
                : Set.of();
    }

    /** Refuses an asker without the scope. */
    void require(String scope) {
        if (!scopes.contains(scope)) {
            throw ProblemException.notGranted(scope);
        }
    }

    /** Refuses an asker who is no agent of the employer. */
    void requireAgentOf(EmployerKey employer) {
        if (!employers.contains(employer)) {
            throw ProblemException.noAgentOf(employer);
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

    /** Whether the asker may see what was requested: their own, where it is about an employer only as long as they are its agent. */
    boolean maySee(RequestHeader request) {
        return scopes.contains(READ_CERTIFICATES)
                || (name.equals(request.getAsker()) && mayAskAbout(request.getApplicantKey()));
    }

    private boolean mayAskAbout(String key) {
        return !EmployerKey.isValue(key)
                || employers.stream().anyMatch(employer -> employer.value().equals(key));
    }
}
