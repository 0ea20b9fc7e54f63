package org.huzheng.api;

import io.micronaut.core.annotation.Introspected;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.huzheng.exchange.Relation;
import org.jspecify.annotations.Nullable;

/**
 * Describes a request body for the API's document; bodies are read by {@link RequestIntake}.
 *
 * @param type {@code kinship}, {@code payment} or {@code employer-insurance}; for verifications also a claim: {@code related}, {@code direct-kin}, {@code same-household},
 *     {@code alive}, {@code insured} or {@code credited-months}
 * @param purpose purpose code the asker was granted
 * @param basis basis on which records may be looked at
 * @param applicant person the request is about; not of employer-insurance
 * @param employerCode employer-insurance: unified social credit code of the employer, of whom the token must name the asker as agent
 * @param month employer-insurance: month, like 2026-01
 * @param relative kinship: the other person
 * @param claimedRelation kinship: what the applicant is said to be to the relative; UNKNOWN is not taken
 * @param from payment, credited-months: first month, like 2026-01
 * @param to payment, credited-months: last month
 * @param kinds payment, employer-insurance: PENSION, UNEMPLOYMENT, WORK_INJURY, MEDICAL or MATERNITY
 * @param minimumMonths payment, verifications only: at least so many credited months of every kind; credited-months: of the kind
 * @param other related, direct-kin, same-household: the other person
 * @param relation related: what the applicant is said to be to the other; UNKNOWN is not taken
 * @param kind insured, credited-months: kind of insurance
 * @param continuous credited-months: whether the months must follow one another without a gap
 * @param asOf verifications only, not of employer-insurance: the day asked about, like 2026-01-31; for claims today when not said
 * @param knownAt verifications only: only what the exchange knew by then is heard, ISO 8601
 */
@Introspected
@Schema(name = "Request")
record RequestDescription(
        String type,
        String purpose,
        Basis basis,
        @Nullable Person applicant,
        @Nullable String employerCode,
        @Nullable String month,
        @Nullable Person relative,
        @Nullable Relation claimedRelation,
        @Nullable String from,
        @Nullable String to,
        @Nullable List<String> kinds,
        @Nullable Integer minimumMonths,
        @Nullable Person other,
        @Nullable Relation relation,
        @Nullable String kind,
        @Nullable Boolean continuous,
        @Nullable String asOf,
        @Nullable String knownAt) {

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
