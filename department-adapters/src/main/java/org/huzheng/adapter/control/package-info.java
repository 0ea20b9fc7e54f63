/** What operators ask of a running adapter, wherever it runs: to hold its feed, to take rows out of quarantine. */
@NullMarked
package org.huzheng.adapter.control;

import org.jspecify.annotations.NullMarked;
