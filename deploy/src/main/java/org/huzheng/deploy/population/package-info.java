/** Synthetic people for demonstration and measurement: families over four generations and what departments know of them, a function of a seed. */
@NullMarked
package org.huzheng.deploy.population;

import org.jspecify.annotations.NullMarked;
