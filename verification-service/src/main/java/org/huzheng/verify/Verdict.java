package org.huzheng.verify;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether a presented certificate may be relied on. */
public sealed interface Verdict {

    /**
     * Every check passed.
     *
     * @param claims what the certificate says: the claims everybody sees and those its holder disclosed
     */
    record Valid(Map<String, Object> claims) implements Verdict {
        public Valid {
            claims = Collections.unmodifiableMap(new LinkedHashMap<>(claims));
        }

        /** The claims are about people. */
        @Override
        public String toString() {
            return "Valid[redacted]";
        }
    }

    /**
     * A check failed or could not be made; the certificate must not be relied on.
     *
     * @param because the checks that did not pass, at least one
     */
    record NotValid(List<CheckResult> because) implements Verdict {
        public NotValid {
            because = List.copyOf(because);
            if (because.isEmpty() || because.stream().anyMatch(CheckResult::hasPassed)) {
                throw new IllegalArgumentException("Verdict: expected the checks that did not pass, found others");
            }
        }
    }
}
