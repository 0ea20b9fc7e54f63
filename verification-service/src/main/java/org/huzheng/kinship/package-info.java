/** What two people are to each other, from their own records: stated by a record, or composed from two relations to one head. Pure. */
@NullMarked
package org.huzheng.kinship;

import org.jspecify.annotations.NullMarked;
