/** A whole exchange on this machine for trials: four synthetic departments, broker and registry, adapters and service, all on one directory. */
@NullMarked
package org.huzheng.deploy.trial;

import org.jspecify.annotations.NullMarked;
