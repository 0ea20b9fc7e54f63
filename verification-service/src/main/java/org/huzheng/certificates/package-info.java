/** The certificate types the exchange issues: what the API, the pages and the documents are made from. */
@NullMarked
package org.huzheng.certificates;

import org.jspecify.annotations.NullMarked;
