package org.huzheng.wire;

/** What a registry demands of a new schema of a subject, by the names of its REST API. Ours is {@link #FULL_TRANSITIVE}. */
public enum Compatibility {
    NONE,
    BACKWARD,
    BACKWARD_TRANSITIVE,
    FORWARD,
    FORWARD_TRANSITIVE,
    FULL,
    FULL_TRANSITIVE
}
