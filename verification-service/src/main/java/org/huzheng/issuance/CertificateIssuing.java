package org.huzheng.issuance;

import static org.huzheng.exchange.CertificateStatus.REVOKED;
import static org.huzheng.exchange.CertificateStatus.SUSPENDED;
import static org.huzheng.exchange.CertificateStatus.VALID;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.certificate.CertificateNumber;
import org.huzheng.decision.CertificateType;
import org.huzheng.decision.CertificateTypes;
import org.huzheng.decision.DecisionHeaders;
import org.huzheng.exchange.Certificate;
import org.huzheng.exchange.CertificateStatus;
import org.huzheng.exchange.DecisionHeader;
import org.huzheng.exchange.IssuedCertificate;
import org.huzheng.exchange.IssuedCertificates;
import org.huzheng.exchange.Locator;
import org.huzheng.exchange.RequestForm;
import org.huzheng.exchange.StatusChange;
import org.huzheng.presentation.CredentialClaims;
import org.huzheng.presentation.CredentialContent;
import org.huzheng.presentation.CredentialTemplate;
import org.huzheng.presentation.HmacSaltSource;
import org.huzheng.presentation.SdJwtIssuer;
import org.huzheng.signing.IssuerKeys;
import org.huzheng.status.StatusSlot;
import org.huzheng.wire.Received;
import org.huzheng.wire.RecordDigest;
import org.jspecify.annotations.Nullable;

/**
 * Acts on decisions. Number, times, salts and status slot follow from the decision and where it lies, so that acting again after a crash gives the
 * same certificate; only the signature differs, and that leaves here in the committed record alone.
 */
public final class CertificateIssuing {
    /** Certificates expire at the end of a period of calendar months, counted where they are issued. */
    static final ZoneId ISSUING_ZONE = ZoneId.of("Asia/Shanghai");

    private final CertificateTypes types;
    private final Map<String, CredentialTemplate> templates;
    private final Issuer issuer;
    private final IssuerKeys keys;
    private final byte[] saltSecret;

    /**
     * @param types the catalogue of certificate types
     * @param templates one for every type of the catalogue
     * @param saltSecret known to the issuer alone, at least 32 bytes
     * @throws IllegalArgumentException if a type has no template
     */
    public CertificateIssuing(
            CertificateTypes types,
            List<CredentialTemplate> templates,
            Issuer issuer,
            IssuerKeys keys,
            byte[] saltSecret) {
        this.types = types;
        this.templates = templates.stream()
                .collect(Collectors.toUnmodifiableMap(CredentialTemplate::certificateType, Function.identity()));
        this.issuer = issuer;
        this.keys = keys;
        this.saltSecret = saltSecret.clone();
        Set<String> codes = types.types().stream()
                .filter(CertificateType::isIssued)
                .map(CertificateType::code)
                .collect(Collectors.toSet());
        if (!this.templates.keySet().equals(codes)) {
            throw new IllegalArgumentException(
                    "templates: expected one for each of " + codes + ", found " + this.templates.keySet());
        }
    }

    /**
     * What follows from a decision.
     *
     * @param at where the decision lies
     * @param before the request's certificates so far
     * @throws IssuanceException if the decision does not fit what was issued before
     */
    Issued act(Received decision, Locator at, IssuedCertificates before) {
        DecisionHeader header = DecisionHeaders.of(decision.record());
        if (header.getForm() != RequestForm.CERTIFICATE) {
            throw new IssuanceException(
                    header.getDecisionId(),
                    "action NONE for a " + header.getForm(),
                    header.getAction().name());
        }
        return switch (header.getAction()) {
            case ISSUE ->
                issue(decision, at, header, before, requirePredecessor(header, before, Set.of(REVOKED)), List.of());
            case SUPERSEDE -> {
                Optional<IssuedCertificate> previous = requirePredecessor(header, before, Set.of(VALID, SUSPENDED));
                String number =
                        numberOf(header, typeOf(decision.record(), header)).toString();
                List<StatusChange> changes = previous.map(old -> change(header, at, old, REVOKED, number)).stream()
                        .toList();
                yield issue(decision, at, header, before, previous, changes);
            }
            case SUSPEND -> turn(header, at, before, Set.of(VALID), SUSPENDED);
            case REINSTATE -> turn(header, at, before, Set.of(SUSPENDED), VALID);
            case REVOKE -> turn(header, at, before, Set.of(VALID, SUSPENDED), REVOKED);
            case NONE, UNKNOWN ->
                throw new IssuanceException(
                        header.getDecisionId(),
                        "an action on a certificate",
                        header.getAction().name());
        };
    }

    private Issued issue(
            Received decision,
            Locator at,
            DecisionHeader header,
            IssuedCertificates before,
            Optional<IssuedCertificate> previous,
            List<StatusChange> changes) {
        CertificateType<?> type = typeOf(decision.record(), header);
        CertificateNumber number = numberOf(header, type);
        StatusSlot slot = StatusSlot.of(at.getPartition(), at.getOffset());
        Instant expiresAt =
                header.getDecidedAt().atZone(ISSUING_ZONE).plus(type.validity()).toInstant();
        CredentialContent content = contentOf(decision.record(), header, type, number, slot, expiresAt);
        Certificate certificate = Certificate.newBuilder()
                .setNumber(number.toString())
                .setType(type.code())
                .setRequestId(header.getRequestId())
                .setVersion(number.version())
                .setPreviousNumber(previous.map(IssuedCertificate::getNumber).orElse(null))
                .setApplicantKey(header.getApplicantKey())
                .setIssuedAt(header.getDecidedAt())
                .setExpiresAt(expiresAt)
                .setStatusList(slot.listId())
                .setStatusIndex(slot.index())
                .setDecision(at)
                .setDecisionDigest(RecordDigest.sha256(decision.bytes()).buffer())
                .setCredential(new SdJwtIssuer(keys.at(header.getDecidedAt()).signer())
                        .issue(content, new HmacSaltSource(saltSecret, header.getDecisionId()))
                        .serialize())
                .build();
        List<IssuedCertificate> after = new ArrayList<>();
        before.getCertificates()
                .forEach(old -> after.add(
                        changes.isEmpty() || old.getVersion() != number.version() - 1
                                ? old
                                : withStatus(old, REVOKED)));
        after.add(new IssuedCertificate(number.toString(), number.version(), slot.listId(), slot.index(), VALID));
        return new Issued(Optional.of(certificate), changes, new IssuedCertificates(after));
    }

    private CredentialContent contentOf(
            SpecificRecord decision,
            DecisionHeader header,
            CertificateType<?> type,
            CertificateNumber number,
            StatusSlot slot,
            Instant expiresAt) {
        Map<String, Object> authority = new LinkedHashMap<>();
        authority.put("name", issuer.authority());
        authority.put("code", issuer.creditCode().value());
        CredentialContent.Builder content = CredentialContent.of(
                        issuer.url(), issuer.credentialType(type.code()), number)
                .valid(header.getDecidedAt(), expiresAt)
                .status(slot, issuer.statusListsUri())
                .disclosed(CredentialClaims.PURPOSE, header.getPurpose())
                .disclosed("issuing_authority", authority);
        template(type).write(decision, content);
        return content.build();
    }

    private Issued turn(
            DecisionHeader header,
            Locator at,
            IssuedCertificates before,
            Set<CertificateStatus> from,
            CertificateStatus to) {
        IssuedCertificate found = versionOf(before, header.getCertificateVersion())
                .orElseThrow(() -> new IssuanceException(
                        header.getDecisionId(),
                        "certificate version " + header.getCertificateVersion(),
                        versionsOf(before)));
        requireStatus(header, found, from);
        List<IssuedCertificate> after = before.getCertificates().stream()
                .map(old -> old.getVersion() == found.getVersion() ? withStatus(old, to) : old)
                .toList();
        return new Issued(
                Optional.empty(), List.of(change(header, at, found, to, null)), new IssuedCertificates(after));
    }

    /** The version before the one to be issued, which must be the latest there is. */
    private static Optional<IssuedCertificate> requirePredecessor(
            DecisionHeader header, IssuedCertificates before, Set<CertificateStatus> allowed) {
        int version = header.getCertificateVersion();
        if (version != before.getCertificates().size() + 1) {
            throw new IssuanceException(
                    header.getDecisionId(), "the version after " + versionsOf(before), Integer.toString(version));
        }
        Optional<IssuedCertificate> previous = versionOf(before, version - 1);
        previous.ifPresent(old -> requireStatus(header, old, allowed));
        return previous;
    }

    private static void requireStatus(DecisionHeader header, IssuedCertificate found, Set<CertificateStatus> allowed) {
        if (!allowed.contains(found.getStatus())) {
            throw new IssuanceException(
                    header.getDecisionId(),
                    "certificate version " + found.getVersion() + " in one of " + allowed + " to " + header.getAction(),
                    found.getStatus().name());
        }
    }

    private static StatusChange change(
            DecisionHeader header,
            Locator at,
            IssuedCertificate certificate,
            CertificateStatus status,
            @Nullable String supersededBy) {
        return StatusChange.newBuilder()
                .setNumber(certificate.getNumber())
                .setRequestId(header.getRequestId())
                .setStatus(status)
                .setStatusList(certificate.getStatusList())
                .setStatusIndex(certificate.getStatusIndex())
                .setRule(header.getReasons().get(0).getRule())
                .setSupersededBy(supersededBy)
                .setDecision(at)
                .setChangedAt(header.getDecidedAt())
                .build();
    }

    private static IssuedCertificate withStatus(IssuedCertificate old, CertificateStatus status) {
        return IssuedCertificate.newBuilder(old).setStatus(status).build();
    }

    private static Optional<IssuedCertificate> versionOf(IssuedCertificates issued, int version) {
        return issued.getCertificates().stream()
                .filter(certificate -> certificate.getVersion() == version)
                .findFirst();
    }

    private static String versionsOf(IssuedCertificates issued) {
        return "versions "
                + issued.getCertificates().stream()
                        .map(IssuedCertificate::getVersion)
                        .toList();
    }

    private CertificateNumber numberOf(DecisionHeader header, CertificateType<?> type) {
        return CertificateNumber.of(
                type.numberCode(), issuer.creditCode().value(), header.getRequestId(), header.getCertificateVersion());
    }

    private CertificateType<?> typeOf(SpecificRecord decision, DecisionHeader header) {
        return types.ofDecision(decision)
                .orElseThrow(() -> new IssuanceException(
                        header.getDecisionId(),
                        "a decision of a known certificate type",
                        decision.getSchema().getFullName()));
    }

    private CredentialTemplate template(CertificateType<?> type) {
        CredentialTemplate template = templates.get(type.code());
        if (template == null) {
            throw new IllegalStateException("expected a template for every type, found none for " + type.code());
        }
        return template;
    }
}
