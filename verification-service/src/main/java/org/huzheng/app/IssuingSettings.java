package org.huzheng.app;

import java.nio.file.Path;
import java.util.Objects;
import org.huzheng.identity.UnifiedSocialCreditCode;
import org.huzheng.issuance.Issuer;
import org.huzheng.settings.SettingsException;
import org.huzheng.settings.SettingsNode;

/**
 * In whose name certificates are issued, and with what. Files with secrets are readable by the service alone.
 *
 * @param issuer the authority
 * @param keystore PKCS #12 file with its keys, each signing from the day its certificate begins; made on first use, with one
 * @param keystorePassword file with the password of the keystore
 * @param saltSecret file with the secret the salts of disclosures derive from, at least 32 bytes
 */
public record IssuingSettings(Issuer issuer, Path keystore, Path keystorePassword, Path saltSecret) {
    public IssuingSettings {
        Objects.requireNonNull(issuer, "issuer");
        Objects.requireNonNull(keystore, "keystore");
        Objects.requireNonNull(keystorePassword, "keystorePassword");
        Objects.requireNonNull(saltSecret, "saltSecret");
    }

    /** The setting {@code issuing} of the service. */
    static IssuingSettings read(SettingsNode issuing) throws SettingsException {
        issuing.allowOnly("url", "authority", "creditCode", "keystore", "keystorePassword", "saltSecret");
        SettingsNode url = issuing.required("url");
        String authority = issuing.required("authority").text();
        UnifiedSocialCreditCode creditCode = issuing.required("creditCode")
                .as("a unified social credit code (GB 32100)", UnifiedSocialCreditCode::parse);
        return new IssuingSettings(
                url.as("an address without a slash at its end", text -> new Issuer(text, authority, creditCode)),
                issuing.requiredFile("keystore"),
                issuing.requiredFile("keystorePassword"),
                issuing.requiredFile("saltSecret"));
    }
}
