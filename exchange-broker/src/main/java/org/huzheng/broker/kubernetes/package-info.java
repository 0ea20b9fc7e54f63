/** The declared topics, principals and grants as resources of Kubernetes, where Strimzi's operators bring them about instead of a plan. */
@NullMarked
package org.huzheng.broker.kubernetes;

import org.jspecify.annotations.NullMarked;
