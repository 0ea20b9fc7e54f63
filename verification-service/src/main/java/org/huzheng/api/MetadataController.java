package org.huzheng.api;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Operation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.huzheng.decision.CertificateType;
import org.huzheng.decision.CertificateTypes;
import org.huzheng.presentation.ClaimDescription;
import org.huzheng.presentation.CredentialTemplate;
import org.huzheng.signing.IssuerKeys;

/** The issuer's published metadata (SD-JWT VC): keys and types. */
@Controller
@Secured(SecurityRule.IS_ANONYMOUS)
final class MetadataController {
    private final IssuerKeys keys;
    private final ApiSettings settings;
    private final CertificateTypes types;
    private final List<CredentialTemplate> templates;

    MetadataController(IssuerKeys keys, ApiSettings settings, CertificateTypes types, CredentialTemplates templates) {
        this.keys = keys;
        this.settings = settings;
        this.types = types;
        this.templates = templates.all();
    }

    @Get("/.well-known/jwt-vc-issuer")
    @Operation(summary = "签发机关元数据 / Issuer metadata")
    Map<String, Object> issuer() {
        return Map.of(
                "issuer", settings.issuer().url(), "jwks", keys.publicKeys().toMembers());
    }

    @Get("/.well-known/jwks.json")
    @Operation(summary = "签发机关公钥 / Issuer keys")
    Map<String, Object> keys() {
        return keys.publicKeys().toMembers();
    }

    @Get("/v1/credential-types/{code}")
    @Operation(summary = "证明类型 / Metadata of a certificate type")
    Map<String, Object> type(String code) {
        CertificateType<?> type = types.ofCode(code).orElseThrow(() -> ProblemException.notFound("certificate type"));
        CredentialTemplate template = templates.stream()
                .filter(known -> known.certificateType().equals(code))
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("certificate type"));
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("vct", settings.issuer().credentialType(code));
        metadata.put("name", type.chineseName() + " / " + type.englishName());
        metadata.put("touched_later", type.touchedLater());
        metadata.put(
                "claims",
                template.claims().stream().map(MetadataController::claim).toList());
        return metadata;
    }

    private static Map<String, Object> claim(ClaimDescription claim) {
        return Map.of(
                "path",
                List.of(claim.name()),
                "sd",
                claim.selective() ? "always" : "never",
                "display",
                List.of(Map.of("lang", "zh-CN", "label", claim.zh()), Map.of("lang", "en", "label", claim.en())));
    }
}
