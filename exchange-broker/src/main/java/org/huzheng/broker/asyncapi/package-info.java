/** What is declared of topics, records and grants, as a document anybody's tools read: AsyncAPI 3. */
@NullMarked
package org.huzheng.broker.asyncapi;

import org.jspecify.annotations.NullMarked;
