/** The code lists the registers use, each read from one resource file that names its standard: relations, regions, sexes; and the reader of such tables. */
@NullMarked
package org.huzheng.codes;

import org.jspecify.annotations.NullMarked;
