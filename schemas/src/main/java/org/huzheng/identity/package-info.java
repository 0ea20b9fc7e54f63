/** Who a record is about: identity numbers checked to their standards, the person keys that stand for them, and the ids of events. */
@NullMarked
package org.huzheng.identity;

import org.jspecify.annotations.NullMarked;
