/** The departments' own systems in the demo: a PostgreSQL for household and property, drop folders for social security and medical, and planted dirty rows. */
@NullMarked
package org.huzheng.deploy.registers;

import org.jspecify.annotations.NullMarked;
