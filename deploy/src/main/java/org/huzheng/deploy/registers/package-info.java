/**
 * The departments' own systems in the demo: a PostgreSQL with a database each for household and property, drop folders for social
 * security, an outbox for medical, and planted dirty rows.
 */
@NullMarked
package org.huzheng.deploy.registers;

import org.jspecify.annotations.NullMarked;
