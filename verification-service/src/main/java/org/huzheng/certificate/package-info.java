/** What a certificate is: the types of question the exchange judges, most of which it issues as certificates, and the number each certificate carries (GB/T 36904) with its check character. */
@NullMarked
package org.huzheng.certificate;

import org.jspecify.annotations.NullMarked;
