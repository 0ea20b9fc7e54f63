/** One person's own records, folded from events: which versions each record has had and what it says now. Pure. */
@NullMarked
package org.huzheng.dossier;

import org.jspecify.annotations.NullMarked;
