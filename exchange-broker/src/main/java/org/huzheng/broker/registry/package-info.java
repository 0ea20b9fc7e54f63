/** A small schema registry that speaks Confluent's REST API for Avro and keeps everything in one compacted Kafka topic. */
@NullMarked
package org.huzheng.broker.registry;

import org.jspecify.annotations.NullMarked;
