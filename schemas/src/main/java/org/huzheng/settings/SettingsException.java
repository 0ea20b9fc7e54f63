package org.huzheng.settings;

/** A settings file is not what it should be. The message names file, line, setting, what was expected and what was found. */
public final class SettingsException extends Exception {
    private static final long serialVersionUID = 1L;

    public SettingsException(String message) {
        super(message);
    }

    public SettingsException(String message, Throwable cause) {
        super(message, cause);
    }
}
