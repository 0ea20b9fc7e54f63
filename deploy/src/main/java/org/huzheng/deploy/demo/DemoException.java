package org.huzheng.deploy.demo;

/** The demonstration cannot go on. The message says in Chinese and English what was expected and what was found. */
public final class DemoException extends Exception {
    private static final long serialVersionUID = 1L;

    DemoException(String chinese, String english) {
        super(chinese + " " + english);
    }

    DemoException(String chinese, String english, Throwable cause) {
        super(chinese + " " + english, cause);
    }
}
