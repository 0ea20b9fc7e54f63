/** Whether what is watched is there: dashboards and alarms against a Prometheus that asks running processes. */
@NullMarked
package org.huzheng.deploy.monitoring;

import org.jspecify.annotations.NullMarked;
