// Reads whole topics with kafkajs, committed records only, and decodes every value twice: with @confluentinc/schemaregistry and with
// @kafkajs/confluent-schema-registry. Argument: a JSON file with brokers, username, password, group, registry, topics and the number of
// records to expect. Prints a JSON array of {topic, partition, key, confluent, kafkajs}, in the order of each partition.
import { readFile } from 'node:fs/promises';
import { AvroDeserializer, SchemaRegistryClient, SerdeType } from '@confluentinc/schemaregistry';
import { SchemaRegistry } from '@kafkajs/confluent-schema-registry';
import kafkajs from 'kafkajs';
import lz4 from 'lz4js';

const PATIENCE_MILLIS = 60_000;

// kafkajs knows gzip by itself; adapters write lz4.
kafkajs.CompressionCodecs[kafkajs.CompressionTypes.LZ4] = () => ({
  compress: async (encoder) => Buffer.from(lz4.compress(encoder.buffer)),
  decompress: async (buffer) => Buffer.from(lz4.decompress(buffer)),
});

const input = JSON.parse(await readFile(process.argv[2], 'utf8'));
const kafka = new kafkajs.Kafka({
  brokers: input.brokers,
  ssl: false,
  sasl: { mechanism: 'scram-sha-256', username: input.username, password: input.password },
  logLevel: kafkajs.logLevel.NOTHING,
});
const confluent = new AvroDeserializer(new SchemaRegistryClient({ baseURLs: [input.registry] }), SerdeType.VALUE, {});
const other = new SchemaRegistry({ host: input.registry });
const records = [];

async function read() {
  const consumer = kafka.consumer({ groupId: input.group, readUncommitted: false });
  await consumer.connect();
  await consumer.subscribe({ topics: input.topics, fromBeginning: true });
  try {
    await new Promise((resolve, reject) => {
      setTimeout(
        () => reject(new Error(`expected ${input.records} records, found ${records.length}`)),
        PATIENCE_MILLIS,
      ).unref();
      consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
      consumer
        .run({
          eachMessage: async ({ topic, partition, message }) => {
            try {
              records.push({
                topic,
                partition,
                key: message.key.toString('utf8'),
                confluent: await confluent.deserialize(topic, message.value),
                kafkajs: await other.decode(message.value),
              });
            } catch (error) {
              reject(error);
            }
            if (records.length === input.records) {
              resolve();
            }
          },
        })
        .catch(reject);
    });
  } finally {
    await consumer.disconnect();
  }
}

try {
  await read();
  // A decimal comes as the bytes of its unscaled value.
  console.log(JSON.stringify(records, (name, value) => (value?.type === 'Buffer' ? Buffer.from(value.data).toString('hex') : value)));
} catch (error) {
  console.log(String(error?.message ?? error));
  process.exitCode = 1;
}
