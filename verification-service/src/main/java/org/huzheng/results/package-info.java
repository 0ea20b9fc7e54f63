/** What was committed, at hand in every instance: requests, decisions, certificates and their status, and who waits for them here. */
@NullMarked
package org.huzheng.results;

import org.jspecify.annotations.NullMarked;
