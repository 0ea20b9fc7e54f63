package org.huzheng.broker.registry;

import java.util.Locale;
import java.util.Optional;

/** Whether schemas may be registered and deleted. */
enum RegistryMode {
    READWRITE,
    READONLY;

    static Optional<RegistryMode> named(String name) {
        return switch (name.toUpperCase(Locale.ROOT)) {
            case "READWRITE" -> Optional.of(READWRITE);
            case "READONLY" -> Optional.of(READONLY);
            default -> Optional.empty();
        };
    }
}
