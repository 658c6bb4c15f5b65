/**
 * A process that appends until it is killed or refused, told by its arguments: data directory, run number, bytes that a
 * message is padded to. Each request goes to two topics and three partitions; its messages bear its name and their own
 * number. Writes one line per acknowledgement, `ack <request>`, and one per refusal, `refused <code>`, to standard
 * output; on a line of standard input it appends once more, reports, closes and ends.
 */
import { writeSync } from 'node:fs';
import { batchOf } from './event-log.suite.ts';
import { openLog } from './event-log-embedded-open.ts';

const [dataDirectory = '', run = '', size = '0'] = process.argv.slice(2);
const PRODUCERS = 8;

const log = await openLog(dataDirectory, { 'log.min-free-disk': 0 });
await log.createTopic('a', 2);
await log.createTopic('b', 1);
writeSync(1, 'open\n');

async function appendOnce(request: string): Promise<boolean> {
  const message = (number: number) => `${request} ${number} `.padEnd(Number(size), '.');
  try {
    await log.append(Number(run), [
      batchOf('a', 0, [message(0), message(1)]),
      batchOf('a', 1, [message(2)]),
      batchOf('b', 0, [message(3)]),
    ]);
  } catch (error) {
    writeSync(1, `refused ${(error as { code: string }).code}\n`);
    return false;
  }
  writeSync(1, `ack ${request}\n`);
  return true;
}

async function produce(producer: number): Promise<void> {
  for (let i = 0; await appendOnce(`${run}-${producer}-${i}`); i++);
}

await Promise.all(Array.from({ length: PRODUCERS }, (_, producer) => produce(producer)));
async function finish(): Promise<void> {
  await appendOnce(`${run}-last`);
  await log.close();
  process.exit(0);
}
process.stdin.once('data', () => void finish());
writeSync(1, 'full\n');
