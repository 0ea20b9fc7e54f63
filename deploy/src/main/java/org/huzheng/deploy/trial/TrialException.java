package org.huzheng.deploy.trial;

/** A trial cannot go on. The message says in Chinese and English what was expected and what was found. */
public final class TrialException extends Exception {
    private static final long serialVersionUID = 1L;

    public TrialException(String chinese, String english) {
        super(chinese + " " + english);
    }

    public TrialException(String chinese, String english, Throwable cause) {
        super(chinese + " " + english, cause);
    }
}
