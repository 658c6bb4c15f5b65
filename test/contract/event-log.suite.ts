/**
 * What every event log must do (see the port `src/log/event-log.ts`), as a function over a factory. Each case has a log of
 * its own; `reopen` closes it and opens it again over what it stored. Length: one port, one suite, its cases are
 * independent of each other.
 */
import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import type { EventLog } from '../../src/log/event-log.ts';
import type { MessageBatch } from '../../src/model/messages.ts';

export interface EventLogUnderTest {
  readonly log: EventLog;
  reopen(): Promise<EventLog>;
}

export interface EventLogLimits {
  readonly diskBytes?: number;
  readonly pendingBytes?: number;
  readonly ownerPendingBytes?: number;
  readonly commitBytes?: number;
}

/** Opens an empty log that is closed and removed when the test ends. */
export type EventLogFactory = (t: TestContext, limits: EventLogLimits) => Promise<EventLogUnderTest>;

export function batchOf(topic: string, partition: number, texts: readonly string[]): MessageBatch {
  const parts = texts.map((text) => Buffer.from(text));
  return {
    topic,
    partition,
    lengths: Uint32Array.from(parts, (part) => part.length),
    bytes: Buffer.concat(parts),
  };
}

export interface ReadMessage {
  readonly offset: number;
  readonly text: string;
}

export async function readAll(
  log: Pick<EventLog, 'read'>,
  topic: string,
  partition: number,
  from: number,
  to: number,
): Promise<ReadMessage[]> {
  const messages: ReadMessage[] = [];
  for await (const block of log.read(topic, partition, from, to)) {
    assert.equal(block.partition, partition);
    assert.equal(block.starts.length, block.offsets.length + 1);
    for (const [i, offset] of block.offsets.entries()) {
      const text = Buffer.from(block.bytes.subarray(block.starts[i]!, block.starts[i + 1]!)).toString();
      messages.push({ offset, text });
    }
  }
  return messages;
}

const texts = (messages: readonly ReadMessage[]) => messages.map((message) => message.text);
const numbered = (prefix: string, count: number) => Array.from({ length: count }, (_, i) => `${prefix}${i}`);

export function eventLogSuite(name: string, factory: EventLogFactory): void {
  const withLog =
    (body: (log: EventLog, context: EventLogUnderTest) => Promise<void>, limits: EventLogLimits = {}) =>
    async (t: TestContext) => {
      const context = await factory(t, limits);
      await body(context.log, context);
    };

  describe(`${name}: appending and reading`, () => {
    test(
      'messages are read back in order, with rising offsets, and the place after them is told',
      withLog(async (log) => {
        await log.createTopic('t', 1);
        assert.deepEqual(await log.latest('t'), [0]);
        assert.deepEqual(await log.append(1, [batchOf('t', 0, ['a', '', 'ccc'])]), [3]);
        assert.deepEqual(await log.append(1, [batchOf('t', 0, ['d'])]), [4]);
        assert.deepEqual(await readAll(log, 't', 0, 0, 4), [
          { offset: 0, text: 'a' },
          { offset: 1, text: '' },
          { offset: 2, text: 'ccc' },
          { offset: 3, text: 'd' },
        ]);
        assert.deepEqual(await log.latest('t'), [4]);
        assert.deepEqual(await log.earliest('t'), [0]);
      }),
    );

    test(
      'a request over topics and partitions is answered batch by batch, in the order given',
      withLog(async (log) => {
        await log.createTopic('t', 3);
        await log.createTopic('u', 1);
        const offsets = await log.append(1, [
          batchOf('t', 2, ['a', 'b']),
          batchOf('u', 0, ['c']),
          batchOf('t', 2, ['d']),
          batchOf('t', 1, []),
        ]);
        assert.deepEqual(offsets, [2, 1, 3, 0]);
        assert.deepEqual(await log.latest('t'), [0, 0, 3]);
        assert.deepEqual(texts(await readAll(log, 't', 2, 0, 3)), ['a', 'b', 'd']);
        assert.deepEqual(texts(await readAll(log, 'u', 0, 0, 1)), ['c']);
      }),
    );

    test(
      'a request with one batch that cannot be stored stores nothing',
      withLog(async (log) => {
        await log.createTopic('t', 1);
        const good = batchOf('t', 0, ['a']);
        await assert.rejects(log.append(1, [good, batchOf('nowhere', 0, ['b'])]), {
          code: 'TOPIC_NOT_FOUND',
        });
        await assert.rejects(log.append(1, [good, batchOf('t', 1, ['b'])]), { code: 'TOPIC_NOT_FOUND' });
        assert.deepEqual(await log.latest('t'), [0]);
      }),
    );

    test(
      'ranges are half-open to the message, whatever the appends were',
      withLog(async (log) => {
        await log.createTopic('t', 1);
        const all: string[] = [];
        for (let i = 0; i < 12; i++) {
          const some = numbered(`${i}-`, 1 + (i % 4));
          all.push(...some);
          await log.append(1, [batchOf('t', 0, some)]);
        }
        for (let from = 0; from <= all.length; from++) {
          for (let to = from; to <= all.length; to++) {
            const read = await readAll(log, 't', 0, from, to);
            assert.deepEqual(texts(read), all.slice(from, to), `[${from}, ${to})`);
            assert.equal(read[0]?.offset ?? from, from);
          }
        }
      }),
    );

    test(
      'concurrent requests are stored each in one piece and each once',
      withLog(async (log) => {
        await log.createTopic('t', 2);
        const requests = Array.from({ length: 300 }, (_, i) => ({
          owner: i % 7,
          partition: i % 2,
          texts: numbered(`${i}/`, 1 + (i % 5)),
        }));
        const ends = await Promise.all(
          requests.map((one) => log.append(one.owner, [batchOf('t', one.partition, one.texts)])),
        );
        const end = await log.latest('t');
        const stored = [await readAll(log, 't', 0, 0, end[0]!), await readAll(log, 't', 1, 0, end[1]!)];
        let total = 0;
        for (const [i, request] of requests.entries()) {
          const place = ends[i]![0]!;
          const mine = stored[request.partition]!.slice(place - request.texts.length, place);
          assert.deepEqual(texts(mine), request.texts);
          total += request.texts.length;
        }
        assert.equal(stored[0]!.length + stored[1]!.length, total);
      }),
    );

    test(
      'large messages and large requests',
      withLog(async (log) => {
        await log.createTopic('t', 1);
        const large = 'x'.repeat(10 * 1024 * 1024);
        const many = numbered('m'.repeat(200), 20_000);
        await Promise.all([
          log.append(1, [batchOf('t', 0, [large, 'small'])]),
          log.append(2, [batchOf('t', 0, many)]),
        ]);
        const end = (await log.latest('t'))[0]!;
        assert.equal(end, 20_002);
        const read = texts(await readAll(log, 't', 0, 0, end));
        const at = read.indexOf('small');
        assert.ok(read[at - 1] === large);
        read.splice(at - 1, 2);
        assert.deepEqual(read, many);
      }),
    );

    test(
      'a range beyond the end is an error, never a short read',
      withLog(async (log) => {
        await log.createTopic('t', 1);
        await log.append(1, [batchOf('t', 0, ['a', 'b'])]);
        await assert.rejects(readAll(log, 't', 0, 0, 3), { code: 'LOG_RANGE_UNAVAILABLE' });
        await assert.rejects(readAll(log, 't', 0, 2, 3), { code: 'LOG_RANGE_UNAVAILABLE' });
        await assert.rejects(readAll(log, 't', 1, 0, 1), { code: 'TOPIC_NOT_FOUND' });
        assert.deepEqual(await readAll(log, 't', 0, 2, 2), []);
      }),
    );

    test(
      'reads may run side by side',
      withLog(async (log) => {
        await log.createTopic('t', 1);
        const all = numbered('y'.repeat(500), 9000);
        for (let i = 0; i < all.length; i += 1000) {
          await log.append(1, [batchOf('t', 0, all.slice(i, i + 1000))]);
        }
        const reads = await Promise.all([0, 1, 2500].map((from) => readAll(log, 't', 0, from, all.length)));
        for (const [i, from] of [0, 1, 2500].entries()) assert.deepEqual(texts(reads[i]!), all.slice(from));
      }),
    );

    test(
      'everything is there after closing and opening again, and appends go on behind it',
      withLog(async (log, context) => {
        await log.createTopic('t', 2);
        await log.append(1, [batchOf('t', 1, ['a', 'b'])]);
        const late = log.append(1, [batchOf('t', 1, ['c'])]);
        const reopened = await context.reopen();
        assert.deepEqual(await late, [3]);
        await assert.rejects(log.append(1, [batchOf('t', 1, ['x'])]), { code: 'LOG_CLOSED' });
        assert.deepEqual(await reopened.latest('t'), [0, 3]);
        assert.deepEqual(await reopened.append(1, [batchOf('t', 1, ['d'])]), [4]);
        assert.deepEqual(texts(await readAll(reopened, 't', 1, 0, 4)), ['a', 'b', 'c', 'd']);
        assert.equal((await reopened.count('t', [])).accepted, 4);
      }),
    );
  });

  describe(`${name}: topics`, () => {
    test(
      'creating a topic again is harmless, with another number of partitions an error',
      withLog(async (log) => {
        await Promise.all([log.createTopic('t', 2), log.createTopic('t', 2)]);
        await log.append(1, [batchOf('t', 1, ['a'])]);
        await log.createTopic('t', 2);
        assert.deepEqual(await log.latest('t'), [0, 1]);
        await assert.rejects(log.createTopic('t', 3), { code: 'TOPIC_PARTITIONS_DIFFER' });
        await assert.rejects(log.latest('u'), { code: 'TOPIC_NOT_FOUND' });
        await assert.rejects(log.count('u', []), { code: 'TOPIC_NOT_FOUND' });
      }),
    );

    test(
      'deleting forgets the messages and gives their room back; a topic of the same name begins anew',
      withLog(async (log, context) => {
        await log.createTopic('t', 2);
        await log.createTopic('other', 1);
        await log.append(1, [batchOf('t', 0, ['a']), batchOf('t', 1, ['b']), batchOf('other', 0, ['c'])]);
        const before = (await log.usage()).bytes;
        await log.deleteTopic('t');
        await log.deleteTopic('t');
        assert.ok((await log.usage()).bytes < before);
        await assert.rejects(log.append(1, [batchOf('t', 0, ['x'])]), { code: 'TOPIC_NOT_FOUND' });
        await assert.rejects(readAll(log, 't', 0, 0, 1), { code: 'TOPIC_NOT_FOUND' });
        await log.createTopic('t', 1);
        assert.deepEqual(await log.append(1, [batchOf('t', 0, ['new'])]), [1]);
        const reopened = await context.reopen();
        assert.deepEqual(texts(await readAll(reopened, 't', 0, 0, 1)), ['new']);
        assert.deepEqual(texts(await readAll(reopened, 'other', 0, 0, 1)), ['c']);
      }),
    );
  });

  describe(`${name}: trimming, counting, waiting`, () => {
    test(
      'trimming removes whole blocks before the position and nothing at or after it',
      withLog(async (log, context) => {
        await log.createTopic('t', 2);
        for (let i = 0; i < 10; i++) {
          await log.append(1, [batchOf('t', 0, [`${i}a`, `${i}b`, `${i}c`]), batchOf('t', 1, [`${i}`])]);
        }
        const full = (await log.usage()).bytes;
        await log.trim('t', [14]);
        const [earliest] = await log.earliest('t');
        assert.ok(earliest! > 0 && earliest! <= 14, `earliest is ${earliest}`);
        assert.deepEqual((await log.earliest('t'))[1], 0);
        assert.ok((await log.usage()).bytes < full);
        await assert.rejects(readAll(log, 't', 0, 0, 30), { code: 'LOG_RANGE_UNAVAILABLE' });
        await assert.rejects(readAll(log, 't', 0, earliest! - 1, earliest!), {
          code: 'LOG_RANGE_UNAVAILABLE',
        });
        assert.equal((await readAll(log, 't', 0, 14, 30)).length, 16);
        await log.trim('t', [30, 10]);
        assert.deepEqual(await log.earliest('t'), [30, 10]);
        assert.deepEqual(await log.latest('t'), [30, 10]);
        assert.equal((await log.usage()).bytes, 0);
        const reopened = await context.reopen();
        assert.deepEqual(await reopened.earliest('t'), [30, 10]);
        assert.deepEqual(await reopened.append(1, [batchOf('t', 0, ['next'])]), [31]);
        assert.deepEqual(texts(await readAll(reopened, 't', 0, 30, 31)), ['next']);
        assert.equal((await reopened.count('t', [])).accepted, 41);
      }),
    );

    test(
      'a read fails when what it has yet to read is trimmed meanwhile',
      withLog(async (log) => {
        await log.createTopic('t', 1);
        for (let i = 0; i < 3; i++) await log.append(1, [batchOf('t', 0, ['z'.repeat(2 * 1024 * 1024)])]);
        const read = log.read('t', 0, 0, 3)[Symbol.asyncIterator]();
        assert.equal((await read.next()).value?.offsets.length, 1);
        await log.trim('t', [3]);
        await assert.rejects(read.next(), { code: 'LOG_RANGE_UNAVAILABLE' });
      }),
    );

    test(
      'counts: everything accepted, what is pending, its end and its age',
      withLog(async (log) => {
        await log.createTopic('t', 2);
        assert.deepEqual(await log.count('t', []), {
          end: [0, 0],
          accepted: 0,
          pending: 0,
          oldestPendingAtMs: undefined,
        });
        const beforeMs = Date.now();
        await log.append(1, [batchOf('t', 0, ['a', 'b', 'c']), batchOf('t', 1, ['d'])]);
        await log.append(1, [batchOf('t', 0, ['e'])]);
        const all = await log.count('t', []);
        assert.deepEqual([all.end, all.accepted, all.pending], [[4, 1], 5, 5]);
        assert.ok(all.oldestPendingAtMs! >= beforeMs && all.oldestPendingAtMs! <= Date.now());
        assert.equal((await log.count('t', [1])).pending, 4);
        assert.equal((await log.count('t', [3, 1])).pending, 1);
        const none = await log.count('t', [4, 1]);
        assert.deepEqual([none.pending, none.oldestPendingAtMs, none.accepted], [0, undefined, 5]);
        await log.trim('t', [3, 1]);
        const rest = await log.count('t', [3, 1]);
        assert.deepEqual([rest.accepted, rest.pending], [5, 1]);
      }),
    );

    test(
      'waiting ends with what comes, at once when it is there, and with false when the time is over',
      withLog(async (log) => {
        await log.createTopic('t', 2);
        assert.equal(await log.waitForAppend('t', [0, 0], 10), false);
        const waiting = log.waitForAppend('t', [], 60_000);
        await log.append(1, [batchOf('t', 1, ['a'])]);
        assert.equal(await waiting, true);
        assert.equal(await log.waitForAppend('t', [], 0), true);
        assert.equal(await log.waitForAppend('t', [0, 1], 10), false);
        const controller = new AbortController();
        const aborted = log.waitForAppend('t', [0, 1], 60_000, controller.signal);
        controller.abort(new Error('enough'));
        await assert.rejects(aborted, /enough/);
        await assert.rejects(log.waitForAppend('nowhere', [], 10), { code: 'TOPIC_NOT_FOUND' });
        const orphan = log.waitForAppend('t', [0, 1], 60_000);
        const rejected = assert.rejects(orphan, { code: 'TOPIC_NOT_FOUND' });
        await log.deleteTopic('t');
        await rejected;
      }),
    );

    test(
      'listeners hear each new end once, rising, until they leave',
      withLog(async (log) => {
        await log.createTopic('t', 1);
        const heard: number[] = [];
        const leave = log.onAppend?.((topic, partition, end) => {
          assert.deepEqual([topic, partition], ['t', 0]);
          heard.push(end);
        });
        assert.ok(leave !== undefined);
        await Promise.all(numbered('', 20).map((text) => log.append(1, [batchOf('t', 0, [text])])));
        assert.equal(heard.at(-1), 20);
        assert.deepEqual(
          heard,
          [...heard].sort((a, b) => a - b),
        );
        leave();
        await log.append(1, [batchOf('t', 0, ['x'])]);
        assert.equal(heard.at(-1), 20);
      }),
    );
  });

  describe(`${name}: bounds and fairness`, () => {
    const KILOBYTE = 'k'.repeat(1024);

    test(
      "one owner's backlog does not keep another's request waiting longer than the group after it",
      withLog(
        async (log) => {
          await log.createTopic('t', 1);
          const order: string[] = [];
          const backlog = Array.from({ length: 400 }, (_, i) =>
            log.append(1, [batchOf('t', 0, [KILOBYTE])]).then(() => order.push(`greedy ${i}`)),
          );
          const small = log.append(2, [batchOf('t', 0, ['small'])]).then(() => order.push('small'));
          await Promise.all([...backlog, small]);
          // A group holds 128 kB, an owner's turn 64 kB: by the second group the small one must be in.
          assert.ok(order.indexOf('small') <= 256, `it was number ${order.indexOf('small')}`);
          assert.equal(order.length, 401);
        },
        { commitBytes: 128 * 1024 },
      ),
    );

    test(
      'a full queue refuses, first the owner that filled it, and takes again when it is drained',
      withLog(
        async (log) => {
          await log.createTopic('t', 1);
          const append = (owner: number) => log.append(owner, [batchOf('t', 0, [KILOBYTE])]);
          const results = await Promise.allSettled(
            Array.from({ length: 40 }, () => append(1)).concat(append(2)),
          );
          const refused = results.filter((result) => result.status === 'rejected');
          assert.ok(refused.length > 0 && refused.length < 40);
          for (const { reason } of refused) {
            assert.deepEqual([reason.code, reason.class], ['LOG_BUSY', 'insufficient_resources']);
            assert.ok(reason.retryAfterMs > 0);
          }
          assert.equal(results.at(-1)?.status, 'fulfilled');
          await append(1);
          assert.equal((await log.latest('t'))[0], 42 - refused.length);
        },
        { pendingBytes: 32 * 1024, ownerPendingBytes: 16 * 1024 },
      ),
    );

    test(
      'a full log refuses with a time to retry, stays readable, and takes again when it is trimmed',
      withLog(
        async (log) => {
          await log.createTopic('t', 1);
          let stored = 0;
          const fill = async () => {
            for (;;) {
              await log.append(1, [batchOf('t', 0, [KILOBYTE.repeat(512)])]);
              stored += 1;
            }
          };
          await assert.rejects(fill(), {
            code: 'LOG_FULL',
            class: 'insufficient_resources',
            retryAfterMs: 10_000,
          });
          assert.ok(stored > 20 && stored <= 32, `${stored} messages of 512 kB`);
          const usage = await log.usage();
          assert.ok(usage.bytes <= usage.limitBytes!);
          assert.equal((await readAll(log, 't', 0, 0, stored)).length, stored);
          await log.trim('t', [stored - 4]);
          assert.deepEqual(await log.append(1, [batchOf('t', 0, ['fits'])]), [stored + 1]);
        },
        { diskBytes: 16 * 1024 * 1024 },
      ),
    );
  });
}
