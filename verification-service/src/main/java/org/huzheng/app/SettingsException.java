package org.huzheng.app;

/** The service cannot start with these settings. The message names the key, what was expected and what was found; never a secret. */
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SettingsException(String message) {
        super(message);
    }
}
