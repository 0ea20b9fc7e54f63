package org.huzheng.adapter.source.nationalexchange;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What answers say of themselves beside their HTTP status.
 *
 * @param code where the code lies; empty if there is none and the status says all
 * @param success codes of answers to be read
 * @param secretExpired codes that ask for a new secret
 * @param signatureRefused codes that say the signature or its time is not right
 */
public record AnswerCodes(
        Optional<JsonPointer> code, Set<String> success, Set<String> secretExpired, Set<String> signatureRefused) {
    public AnswerCodes {
        Objects.requireNonNull(code, "code");
        success = Set.copyOf(success);
        secretExpired = Set.copyOf(secretExpired);
        signatureRefused = Set.copyOf(signatureRefused);
        if (code.isPresent() && success.isEmpty()) {
            throw new IllegalArgumentException("success: expected at least one code beside \"code\", found none");
        }
    }

    /** What an answer means. */
    enum Meaning {
        SUCCESS,
        SECRET_EXPIRED,
        SIGNATURE_REFUSED,
        /** It is refused for a reason that trying again does not mend. */
        REFUSED
    }

    Optional<String> codeOf(JsonNode answer) {
        return code.map(answer::at).filter(JsonNode::isValueNode).map(JsonNode::asText);
    }

    Meaning of(int status, JsonNode answer) {
        Optional<String> found = codeOf(answer);
        if (found.filter(secretExpired::contains).isPresent()) {
            return Meaning.SECRET_EXPIRED;
        }
        if (found.filter(signatureRefused::contains).isPresent() || status == 401 || status == 403) {
            return Meaning.SIGNATURE_REFUSED;
        }
        boolean succeeded = code.isEmpty() || found.filter(success::contains).isPresent();
        return status / 100 == 2 && succeeded ? Meaning.SUCCESS : Meaning.REFUSED;
    }
}
