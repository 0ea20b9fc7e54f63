/** Drafts of mapping files: what a source looks like, beside the record type its rows shall become. */
@NullMarked
package org.huzheng.adapter.draft;

import org.jspecify.annotations.NullMarked;
