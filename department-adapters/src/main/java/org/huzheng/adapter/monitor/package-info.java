/** What those who keep an adapter running may ask it over HTTP: metrics and health, never a row. */
@NullMarked
package org.huzheng.adapter.monitor;

import org.jspecify.annotations.NullMarked;
