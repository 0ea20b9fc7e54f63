/** What the tests of every module share: the rules of the house, what lies on a topic, and how a test says that it could not run. */
@NullMarked
package org.huzheng.testing;

import org.jspecify.annotations.NullMarked;
