/** Benchmarks: first what the machine can do at best, then what we do with it, each figure beside its limit from the same run. */
@NullMarked
package org.huzheng.deploy.bench;

import org.jspecify.annotations.NullMarked;
