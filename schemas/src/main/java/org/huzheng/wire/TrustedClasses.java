package org.huzheng.wire;

import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;

/** Tells Avro which classes a schema's name may make it load: its own defaults and those generated from our schemas. */
final class TrustedClasses {
    private static final String OURS = "org.huzheng.";

    private TrustedClasses() {}

    /** Whether a class of this name may be loaded because a schema names it. */
    static boolean isOurs(String className) {
        return className.startsWith(OURS);
    }

    /** Adds our classes to those trusted so far. */
    static void install() {
        ClassSecurityPredicate ours = type -> isOurs(type.getName());
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(ClassSecurityValidator.getGlobal(), ours));
    }
}
