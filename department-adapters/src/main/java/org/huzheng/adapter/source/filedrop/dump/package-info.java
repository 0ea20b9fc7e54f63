/** A full dump beside the one before it: which rows say something new, and which records are gone. */
@NullMarked
package org.huzheng.adapter.source.filedrop.dump;

import org.jspecify.annotations.NullMarked;
