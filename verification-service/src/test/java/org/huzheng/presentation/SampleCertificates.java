package org.huzheng.presentation;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.huzheng.certificate.CertificateNumber;
import org.huzheng.status.StatusSlot;

/** A kinship certificate of synthetic people, for tests of making and checking certificates. */
public final class SampleCertificates {
    /** The issuer's address. */
    public static final String ISSUER = "https://issuer.example";

    /** Where its status lists are served. */
    public static final String LISTS = ISSUER + "/v1/status-lists";

    /** When the sample was issued. */
    public static final Instant ISSUED = Instant.parse("2026-11-23T08:00:00Z");

    /** When the sample expires. */
    public static final Instant EXPIRES = ISSUED.plus(180, ChronoUnit.DAYS);

    /** The place of its status. */
    public static final StatusSlot SLOT = StatusSlot.of(3, 131_072 + 4711);

    /** The issuer's salts for it. */
    public static final SaltSource SALTS =
            new HmacSaltSource("a secret of at least 32 bytes....".getBytes(StandardCharsets.UTF_8), "decision-1");

    private SampleCertificates() {}

    /** What the sample says. */
    public static CredentialContent content() {
        return builder().build();
    }

    /** The sample, open for further claims. */
    public static CredentialContent.Builder builder() {
        Map<String, Object> month = new LinkedHashMap<>();
        month.put("month", "2026-10");
        month.put("base", 812_300);
        month.put("credited", true);
        return CredentialContent.of(
                        ISSUER,
                        ISSUER + "/types/kinship/1",
                        CertificateNumber.of("KINSHIP001", "11110000000000000X", "request-1", 1))
                .valid(ISSUED, EXPIRES)
                .status(SLOT, LISTS)
                .disclosed(CredentialClaims.PURPOSE, "入学")
                .selective("applicant_name", "王小明")
                .selective(
                        "applicant_identity_number",
                        MaskedIdentityNumber.of("11010519491231002X").text())
                .selective("relative_name", "王𬱖㛃")
                .selective("relation", "母子")
                .selective("months", List.of(month, month));
    }
}
