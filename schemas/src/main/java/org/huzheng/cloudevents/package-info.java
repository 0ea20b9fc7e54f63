/** Records as CloudEvents: the headers that say of each what it is, to whoever knows neither our classes nor our registry. */
@NullMarked
package org.huzheng.cloudevents;

import org.jspecify.annotations.NullMarked;
