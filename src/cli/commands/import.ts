import { CONFIG_OPTION, type Command, DATA_OPTION, type Invocation, PROJECT_OPTION } from '../command.ts';
import { connectAsAdmin, connectWithKey } from '../connect.ts';
import { type EventText, sendEvents } from '../event-sender.ts';
import { CommandFailure, EXIT, usageFailure } from '../exit-codes.ts';
import { formatOf, type ImportRow, type ImportSource, openImport } from '../import-source.ts';
import { formatCount, Progress } from '../progress.ts';
import type { ServerClient } from '../server-client.ts';

export const importCommand: Command = {
  name: 'import',
  summary: 'Send the rows of a file as events',
  arguments: [
    { name: 'FILE', description: 'JSON lines (.jsonl, .gz too, - for standard input), CSV or Parquet' },
  ],
  options: [
    { name: 'collection', value: 'NAME', description: 'the collection to send to (needed)' },
    { name: 'time', value: 'COLUMN', description: 'the column that becomes _time' },
    {
      name: 'format',
      value: 'FORMAT',
      description: 'jsonl, csv or parquet; by the name of the file otherwise',
    },
    PROJECT_OPTION,
    { name: 'url', value: 'URL', description: 'another server, with --key' },
    { name: 'key', value: 'KEY', description: 'a write key' },
    DATA_OPTION,
    CONFIG_OPTION,
  ],
  notes: [
    'Rows go through the HTTP API in batches and are counted when they are durable. Without --key the command makes keys for itself and revokes them at the end. An import that was broken off can have stored some rows: the message says how many at least.',
  ],
  examples: [
    'import flights.parquet --collection flight --time date',
    'zcat events.gz | millrace import - --collection pageview',
  ],
  async run(invocation) {
    const { options, terminal } = invocation;
    const [file = ''] = invocation.arguments;
    const collection = options.text('collection');
    if (collection === undefined) throw usageFailure('"import" needs --collection NAME');
    const source = await openImport(file, formatOf(file, options.text('format')));
    const target = await openTarget(invocation);
    const progress = new Progress(terminal, { label: 'importing', unit: 'rows' });
    let stored = 0;
    try {
      await sendEvents(eventsOf(source, file, collection, options.text('time')), {
        ...target,
        signal: invocation.signal,
        onAcknowledged(count) {
          stored = count;
          progress.update(count, source.fraction(count));
        },
      });
      progress.finish('stored');
      return EXIT.ok;
    } catch (error) {
      terminal.note(`${formatCount(stored)} rows were stored before this:`);
      throw error;
    } finally {
      await target.close();
    }
  },
};

interface ImportTarget {
  readonly client: ServerClient;
  readonly key: string;
  close(): Promise<void>;
}

async function openTarget(invocation: Invocation): Promise<ImportTarget> {
  const withKey = await connectWithKey(invocation);
  if (withKey !== undefined) return { ...withKey, close: () => withKey.client.close() };
  const admin = await connectAsAdmin(invocation, { mayCreate: false });
  try {
    const project = await admin.projectOf(invocation.options.text('project'));
    const before = new Set((await admin.keySets(project)).map((keySet) => keySet.id));
    const { write_key: key } = await admin.createKeys(project);
    const made = (await admin.keySets(project)).find((keySet) => !before.has(keySet.id));
    return {
      client: admin.client,
      key,
      async close() {
        if (made !== undefined) await admin.revokeKeys(project, made.id);
        await admin.close();
      },
    };
  } catch (error) {
    await admin.close();
    throw error;
  }
}

async function* eventsOf(
  source: ImportSource,
  file: string,
  collection: string,
  timeColumn: string | undefined,
): AsyncGenerator<EventText> {
  const head = `{"collection":${JSON.stringify(collection)},"properties":`;
  for await (const row of source.rows) {
    const properties = parseObject(row, file);
    yield `${head}${timeColumn === undefined ? row.json : withTime(row, properties, file, timeColumn)}}`;
  }
}

function parseObject(row: ImportRow, file: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(row.json);
  } catch {
    value = undefined;
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw new CommandFailure(EXIT.failed, `row ${formatCount(row.place)} of "${file}" is not a JSON object`, {
    detail: row.json.slice(0, 120),
  });
}

/** The text stays as it is, so that numbers keep all their digits; `_time` is put before it. */
function withTime(
  row: ImportRow,
  properties: Readonly<Record<string, unknown>>,
  file: string,
  column: string,
): string {
  const time = properties[column];
  if (time === undefined || '_time' in properties) {
    const fault = time === undefined ? `has no column "${column}"` : 'has a column "_time" already';
    throw new CommandFailure(EXIT.failed, `row ${formatCount(row.place)} of "${file}" ${fault}`);
  }
  if (time === null) return row.json;
  return `{"_time":${JSON.stringify(time)},${row.json.slice(row.json.indexOf('{') + 1)}`;
}
