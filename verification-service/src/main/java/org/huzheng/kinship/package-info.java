/** What two people are to each other, from their own records and those of the people between them: stated by a record, composed from two relations to one head, or derived. Pure. */
@NullMarked
package org.huzheng.kinship;

import org.jspecify.annotations.NullMarked;
