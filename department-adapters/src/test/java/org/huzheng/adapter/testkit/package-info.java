/** The contract every source keeps, as a test each source inherits: {@link org.huzheng.adapter.testkit.SourceContract}. */
@NullMarked
package org.huzheng.adapter.testkit;

import org.jspecify.annotations.NullMarked;
