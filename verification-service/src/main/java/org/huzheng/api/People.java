package org.huzheng.api;

import jakarta.inject.Singleton;
import java.util.Set;
import org.huzheng.identity.PersonKeyDerivation;
import org.huzheng.identity.RefusedNumberException;
import org.huzheng.identity.ResidentIdentityNumber;

/** Turns the people a body names into person keys; their numbers go no further. */
@Singleton
final class People {
    private final PersonKeyDerivation derivation;

    People(PersonKeyDerivation derivation) {
        this.derivation = derivation;
    }

    /** Key of the person in a member {@code {"identityNumber": "…"}}. */
    String keyOf(JsonBody body, String member) {
        JsonBody person = body.object(member);
        person.refuseOthers(Set.of("identityNumber"));
        try {
            return derivation
                    .keyOf(ResidentIdentityNumber.parse(person.text("identityNumber")))
                    .value();
        } catch (RefusedNumberException e) {
            throw ProblemException.malformed(person.at("identityNumber"), e.expected(), e.found());
        }
    }
}
