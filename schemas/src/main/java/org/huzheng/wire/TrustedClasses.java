package org.huzheng.wire;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;

/**
 * Tells Avro which classes a schema's name may make it load: those it trusts by itself and those generated from our schemas. The generated classes
 * call this themselves, so that no application has to set a system property.
 */
public final class TrustedClasses {
    private static final String OURS = "org.huzheng.";
    private static final AtomicBoolean INSTALLED = new AtomicBoolean();

    private TrustedClasses() {}

    /** Adds our classes to those trusted so far, once. */
    public static void install() {
        if (INSTALLED.compareAndSet(false, true)) {
            ClassSecurityPredicate ours = type -> isOurs(type.getName());
            ClassSecurityValidator.setGlobal(
                    ClassSecurityValidator.composite(ClassSecurityValidator.getGlobal(), ours));
        }
    }

    /** Whether a class of this name may be loaded because a schema names it. */
    static boolean isOurs(String className) {
        return className.startsWith(OURS);
    }
}
