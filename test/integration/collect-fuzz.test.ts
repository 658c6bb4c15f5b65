/**
 * Goal: no body makes the server fail, and every event of an acknowledged request is stored exactly once. Method:
 * random requests from a fixed seed, some of them spoilt; each event carries a number, in a property or in the text
 * that is kept when it is malformed. The seed and the body are printed on failure.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countExtraValues } from '../../src/model/extra-count.ts';
import { FIELD_TYPES } from '../../src/model/field-type.ts';
import { CollectServer } from '../support/collect-server.ts';

const SEED = Number(process.env['SEED'] ?? 1);
const REQUESTS = 400;

test('random requests are never a failure of the server, and accepted events are stored once', async () => {
  const random = seeded(SEED);
  const server = new CollectServer({
    catalog: { partitionCount: 3, maxFields: 40, maxCollections: 8 },
    config: {
      'collection.max-string-length': 30,
      'collect.max-depth': 4,
      'collect.max-events-per-batch': 40,
    },
  });
  server.catalog.declare('typed', Object.fromEntries(FIELD_TYPES.map((type) => [type.toLowerCase(), type])));
  const accepted: number[] = [];
  let next = 1_000_000;
  let refused = 0;
  for (let i = 0; i < REQUESTS; i++) {
    const numbers: number[] = [];
    const events = Array.from({ length: Math.floor(random() * 8) }, () => {
      numbers.push(next);
      return eventText(random, next++);
    });
    const body = spoil(random, `{"events":[${events.join(',')}],"api":{"api_key":"the-write-key"}}`);
    const reply = await server.post('/event/batch', body.bytes);
    const context = `seed ${SEED}, request ${i}: ${reply.status} ${reply.body}\n${body.bytes.toString()}`;
    assert.ok(reply.status < 500, context);
    if (reply.status !== 200) refused++;
    else if (!body.isSpoilt) accepted.push(...numbers);
    // A spoilt body may still be JSON; its numbers are then unknown, but it must be stored wholly or not at all.
    if (!body.isSpoilt) assert.equal(reply.status, 200, context);
  }
  assert.deepEqual(server.errors, []);
  assert.ok(refused > 10 && accepted.length > 500, `${refused} refused, ${accepted.length} accepted`);

  const seen = new Map<number, number>();
  for (const collection of await server.catalog.collections()) {
    for (const event of await server.stored(collection.name)) {
      const number = numberOf(event);
      // The number of a spoilt event may be unreadable.
      if (!Number.isNaN(number)) seen.set(number, (seen.get(number) ?? 0) + 1);
      const extra = event['_extra'];
      if (extra !== undefined) assert.ok(countExtraValues(String(extra)) > 0);
    }
  }
  for (const [number, times] of seen) assert.equal(times, 1, `event ${number}, seed ${SEED}`);
  for (const number of accepted) assert.equal(seen.get(number), 1, `event ${number}, seed ${SEED}`);
});

function numberOf(event: Readonly<Record<string, unknown>>): number {
  const match = /event-(\d+)/.exec(`${String(event['_id'])} ${String(event['_extra'])}`);
  return Number(match?.[1]);
}

type Random = () => number;

const NAMES = [
  'a',
  'A',
  'userName',
  'user_name',
  '_user',
  '_time',
  '_TIME',
  '_id ',
  '',
  '__proto__',
  '_extra',
  'é"',
  'x\\u0000',
  '\\ud800',
];
const COLLECTIONS = [
  '"c"',
  '"C "',
  '"typed"',
  '"$x"',
  '""',
  '"_malformed"',
  '5',
  'null',
  '{}',
  '"\\ud800"',
  '"toString"',
];

/** The text of one event; sometimes no event at all, but always with its number in it. */
function eventText(random: Random, number: number): string {
  const id = `"_id":"event-${number}"`;
  if (random() < 0.05) return pick(random, [`"event-${number}"`, `["event-${number}"]`, `{${id}}`]);
  const properties = Array.from(
    { length: Math.floor(random() * 10) },
    () => `${nameText(random)}:${valueText(random, 0)}`,
  );
  const collection = random() < 0.1 ? `"new-${Math.floor(random() * 20)}"` : pick(random, COLLECTIONS);
  const members = [`"properties":{${[id, ...properties].join(',')}}`, `"collection":${collection}`];
  if (random() < 0.05) members.push(`"other":${valueText(random, 0)}`);
  return `{${random() < 0.5 ? members.join(',') : members.reverse().join(',')}}`;
}

function nameText(random: Random): string {
  if (random() < 0.5) return `"${pick(random, FIELD_TYPES).toLowerCase()}"`;
  if (random() < 0.3) return `"f${Math.floor(random() * 100)}"`;
  return JSON.stringify(pick(random, NAMES)).replaceAll('\\\\u', '\\u');
}

const SCALARS = [
  'null',
  'true',
  'false',
  '0',
  '-0',
  '-1',
  '3.5',
  '1e400',
  '-1e400',
  '1e-400',
  '2147483648',
  '9007199254740993',
  '-9223372036854775808',
  '9223372036854775808',
  '12345678901234567890123',
  '""',
  '"x"',
  '"true"',
  '"12"',
  '"1e5"',
  '"2026-01-01"',
  '"2026-02-30"',
  '"2026-01-01T10:00:00Z"',
  '"10:20:30"',
  '"aGk="',
  '"\\ud800"',
  '"\\u0000"',
  '"😀"',
  '"10000-01-01T00:00:00Z"',
  '253402300800000',
  `"${'long '.repeat(20)}"`,
];

function valueText(random: Random, depth: number): string {
  const kind = random();
  if (depth > 6 || kind < 0.7) return pick(random, SCALARS);
  const items = Array.from({ length: Math.floor(random() * 4) }, () => valueText(random, depth + 1));
  if (kind < 0.85) return `[${items.join(',')}]`;
  return `{${items.map((item) => `${nameText(random)}:${item}`).join(',')}}`;
}

/** Mostly leaves the body as it is; else cuts it, or changes some of its bytes. */
function spoil(random: Random, text: string): { readonly bytes: Buffer; readonly isSpoilt: boolean } {
  const bytes = Buffer.from(text);
  const kind = random();
  if (kind < 0.8) return { bytes, isSpoilt: false };
  if (kind < 0.85) return { bytes: bytes.subarray(0, Math.floor(random() * bytes.length)), isSpoilt: true };
  // The numbers stay as they are, so that a spoilt event cannot pass for another one.
  for (let i = Math.ceil(random() * 3); i > 0; i--) {
    const at = Math.floor(random() * bytes.length);
    const isDigit = bytes[at]! >= 48 && bytes[at]! <= 57;
    if (!isDigit) bytes[at] = pick(random, [0, 34, 44, 58, 91, 92, 93, 123, 125, 255]);
  }
  return { bytes, isSpoilt: true };
}

function pick<T>(random: Random, values: readonly T[]): T {
  return values[Math.floor(random() * values.length)] as T;
}

function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
