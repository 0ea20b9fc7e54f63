package org.huzheng.api;

import io.micronaut.core.annotation.Introspected;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Describes a request body for the API's document; bodies are read by {@link RequestIntake}.
 *
 * @param type certificate type, {@code kinship} or {@code payment}
 * @param purpose purpose code the asker was granted
 * @param basis basis on which records may be looked at
 * @param applicant person the request is about
 * @param relative kinship: the other person
 * @param claimedRelation kinship: what the applicant is said to be to the relative; FATHER, MOTHER, SON, DAUGHTER, HUSBAND or WIFE
 * @param from payment: first month, like 2026-01
 * @param to payment: last month
 * @param kinds payment: PENSION, UNEMPLOYMENT, WORK_INJURY, MEDICAL or MATERNITY
 * @param minimumMonths payment, verifications only: at least so many credited months of every kind
 */
@Introspected
@Schema(name = "Request")
record RequestDescription(
        String type,
        String purpose,
        Basis basis,
        Person applicant,
        @Nullable Person relative,
        @Nullable String claimedRelation,
        @Nullable String from,
        @Nullable String to,
        @Nullable List<String> kinds,
        @Nullable Integer minimumMonths) {

    /**
     * A person.
     *
     * @param identityNumber resident identity number, GB 11643
     */
    @Introspected
    @Schema(name = "Person")
    record Person(String identityNumber) {}

    /**
     * A basis.
     *
     * @param kind CONSENT or STATUTE
     * @param reference reference of the consent or statute
     */
    @Introspected
    @Schema(name = "Basis")
    record Basis(String kind, @Nullable String reference) {}
}
