package org.huzheng.api;

import java.util.List;
import org.huzheng.presentation.CredentialTemplate;

/**
 * The templates of all certificate types.
 *
 * @param all one per type
 */
public record CredentialTemplates(List<CredentialTemplate> all) {
    public CredentialTemplates {
        all = List.copyOf(all);
    }
}
