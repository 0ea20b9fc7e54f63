/** The forms dropped files have (CSV, fixed width, XLSX; packed or not), all read row by row in one way. */
@NullMarked
package org.huzheng.adapter.source.filedrop.format;

import org.jspecify.annotations.NullMarked;
