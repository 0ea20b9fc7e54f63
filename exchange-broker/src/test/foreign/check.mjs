// Reads an AsyncAPI document with @asyncapi/parser and its parser of Avro schemas. Argument: a file with the document, YAML or JSON. Prints a JSON object: the
// diagnostics of the parser, each as "severity path message" (0 an error, 1 a warning), and of a document that could be read its channels, each with its
// messages and the properties of their headers, and its operations.
import { readFile } from 'node:fs/promises';
import { AvroSchemaParser } from '@asyncapi/avro-schema-parser';
import asyncapi from '@asyncapi/parser';

const parser = new asyncapi.Parser();
parser.registerSchemaParser(AvroSchemaParser());
const { document, diagnostics } = await parser.parse(await readFile(process.argv[2], 'utf8'));
const answer = {
  diagnostics: diagnostics.map(({ severity, path, message }) => `${severity} ${path.join('/')} ${message}`),
};
if (document) {
  answer.channels = Object.fromEntries(
    document.channels().all().map((channel) => [
      channel.address(),
      {
        partitions: channel.bindings().get('kafka').json().partitions,
        messages: Object.fromEntries(
          channel.messages().all().map((message) => [
            message.name(),
            { fields: Object.keys(message.payload().properties() ?? {}), headers: message.headers().json() },
          ]),
        ),
      },
    ]),
  );
  answer.operations = document.operations().all().map(
    (operation) => `${operation.tags().all()[0].name()} ${operation.action()} ${operation.channels().all()[0].address()}`,
  );
}
console.log(JSON.stringify(answer));
