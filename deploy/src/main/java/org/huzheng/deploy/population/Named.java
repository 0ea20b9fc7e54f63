package org.huzheng.deploy.population;

import org.huzheng.identity.ResidentIdentityNumber;
import org.jspecify.annotations.Nullable;

/**
 * A person as another person's record names them.
 *
 * @param number identity number, null where the register knows the name only
 * @param name name
 */
public record Named(@Nullable ResidentIdentityNumber number, String name) {
    static Named of(Life life) {
        return new Named(life.number(), life.name());
    }

    /** Names nobody. */
    @Override
    public String toString() {
        return "Named[" + (number == null ? "by name only" : "by number") + "]";
    }
}
