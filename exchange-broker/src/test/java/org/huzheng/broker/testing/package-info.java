/** What the tests of other modules stand on: an exchange of their own, and Confluent's genuine client classes. */
@NullMarked
package org.huzheng.broker.testing;

import org.jspecify.annotations.NullMarked;
