/** Who asks, and what they were granted: bearer tokens, whose signatures are checked here, and whose scopes name types of question and purposes. */
@NullMarked
package org.huzheng.api.security;

import org.jspecify.annotations.NullMarked;
