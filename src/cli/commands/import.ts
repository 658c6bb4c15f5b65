import { NAME_MAX_LENGTH } from '../../model/limits.ts';
import { collectionNameOf, collectionNameProblem } from '../../model/names.ts';
import { CONFIG_OPTION, type Command, DATA_OPTION, type Invocation, PROJECT_OPTION } from '../command.ts';
import { connectAsAdmin, connectWithKey } from '../connect.ts';
import { type EventText, sendEvents } from '../event-sender.ts';
import { CommandFailure, EXIT, usageFailure } from '../exit-codes.ts';
import { formatOf, type ImportRow, openImport } from '../import-source.ts';
import { formatCount, Progress } from '../progress.ts';
import { SentSoFar } from '../sent-so-far.ts';
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
    { name: 'skip', value: 'N', description: 'leave out the first N rows: to go on after an interruption' },
    PROJECT_OPTION,
    { name: 'url', value: 'URL', description: 'another server, with --key' },
    { name: 'key', value: 'KEY', description: 'a write key' },
    DATA_OPTION,
    CONFIG_OPTION,
  ],
  notes: [
    'Rows go through the HTTP API in batches and are counted when they are durable. Without --key the command makes keys for itself and revokes them at the end.',
    'An import that is broken off says how many rows are stored, and from where to go on with --skip. Importing a row again stores it again: ids are not compared yet.',
  ],
  examples: [
    'millrace import flights.parquet --collection flight --time date',
    'zcat events.gz | millrace import - --collection pageview',
  ],
  async run(invocation) {
    const { options, terminal } = invocation;
    const [file = ''] = invocation.arguments;
    const collection = options.text('collection');
    if (collection === undefined) throw usageFailure('"import" needs --collection NAME');
    const problem = collectionNameProblem(collectionNameOf(collection), NAME_MAX_LENGTH);
    if (problem !== undefined) throw usageFailure(`option "--collection" cannot be "${collection}"`, problem);
    const skip = options.integer('skip', { minimum: 0, maximum: Number.MAX_SAFE_INTEGER }) ?? 0;
    const source = await openImport(file, formatOf(file, options.text('format')));
    const target = await openTarget(invocation);
    const progress = new Progress(terminal, { label: 'importing', unit: 'rows' });
    const sent = new SentSoFar();
    try {
      const rows = rowsAfter(source.rows, skip);
      await sendEvents(eventsOf(rows, file, collection, options.text('time')), {
        ...target,
        sent,
        signal: invocation.signal,
        onAcknowledged: (count) => progress.update(count, source.fraction(skip + count)),
      });
      progress.finish('stored');
      return EXIT.ok;
    } catch (error) {
      terminal.note(whereToGoOn(sent, skip));
      throw error;
    } finally {
      await target.close();
    }
  },
};

async function* rowsAfter(rows: AsyncIterable<ImportRow>, skip: number): AsyncGenerator<ImportRow> {
  let left = skip;
  for await (const row of rows) if (left-- <= 0) yield row;
}

/** What of the file is stored, exactly where that is known. */
function whereToGoOn(sent: SentSoFar, skip: number): string {
  const first = skip + sent.first;
  const more = sent.reached - sent.first;
  const stored = first === 0 ? 'no row is stored' : `the first ${formatCount(first)} rows are stored`;
  if (more > 0) {
    return (
      `${first === 0 ? 'not every row is stored' : stored}; of the next ${formatCount(more)} some are or may be: ` +
      `--skip ${first} goes on there and can store these twice`
    );
  }
  return sent.count === 0 ? stored : `${stored}; --skip ${first} goes on there`;
}

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
  rows: AsyncIterable<ImportRow>,
  file: string,
  collection: string,
  timeColumn: string | undefined,
): AsyncGenerator<EventText> {
  const head = `{"collection":${JSON.stringify(collection)},"properties":`;
  for await (const row of rows) {
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
    hint: 'JSON lines are one object a line; an array, or objects over several lines, would have to be split first',
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
