/** The SD-JWT VC form of a certificate: which claims it carries and which its holder may leave out. */
@NullMarked
package org.huzheng.presentation;

import org.jspecify.annotations.NullMarked;
