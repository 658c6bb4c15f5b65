/**
 * The bad clients. Each does one bad thing on a connection of its own and checks what it was answered: never a failure
 * of the server (5xx), save the documented 503 with Retry-After.
 */
import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import type { Dice } from '../simulation/dice.ts';
import { type Exchange, exchange, headText, requestBytes, type Step } from './raw-http.ts';
import type { Route, Target } from './target.ts';
import { NAMES, nested, propertiesText, spoil, valueText } from './values.ts';

export type Case = (target: Target, dice: Dice) => Promise<void>;

const BATCH = { method: 'POST', path: '/event/batch' };

export function checkAnswers({ statuses, text }: Exchange): void {
  for (const status of statuses) {
    assert.ok(status < 500 || status === 503, `status ${status}: ${text.slice(-2000)}`);
    if (status === 503) assert.match(text, /^retry-after: \d+/im);
  }
}

/** A request that is good may still come to a server that had no room, or no time to read it. */
function isAnswerOfBusyServer(status: number | undefined): boolean {
  return status === 200 || status === 503 || status === 408;
}

async function badClient(target: Target, steps: readonly Step[], answers = 1): Promise<Exchange> {
  const answer = await exchange(target.port, steps, answers);
  checkAnswers(answer);
  return answer;
}

/** Events of a known number, in a body that is or is not spoilt; those acknowledged are remembered. */
async function events(target: Target, dice: Dice): Promise<void> {
  const numbers = Array.from({ length: dice.between(1, 6) }, () => target.nextNumber());
  const collection = () =>
    dice.chance(0.8) ? JSON.stringify(dice.pick([...NAMES, 'c', 'C', 'pageView'])) : valueText(dice);
  const texts = numbers.map((number) => {
    const members = [
      `"properties":${propertiesText(dice, number)}`,
      `"collection":${collection()}`,
      ...(dice.chance(0.1) ? [`${JSON.stringify(dice.pick(NAMES))}:${valueText(dice)}`] : []),
    ];
    return `{${members.join(',')}}`;
  });
  const upload = dice.chance(0.3) ? `,"upload_time":${valueText(dice)}` : '';
  const text = `{"events":[${texts.join(',')}],"api":{"api_key":"${target.writeKey}"${upload}}}`;
  const isSpoilt = dice.chance(0.15);
  const body = isSpoilt ? spoil(dice, Buffer.from(text)) : Buffer.from(text);
  const isZipped = dice.chance(0.1);
  const headers = isZipped ? { 'content-encoding': 'gzip' } : {};
  const { statuses, text: answer } = await badClient(target, [
    requestBytes({ ...BATCH, headers }, isZipped ? gzipSync(body) : body),
  ]);
  // Values nested too deeply to be kept refuse their request; everything else is stored.
  const mayRefuse = isSpoilt || /\[{1001}/.test(text);
  assert.ok(mayRefuse || isAnswerOfBusyServer(statuses[0]), `${answer}\n${text.slice(0, 3000)}`);
  if (statuses[0] === 200 && !isSpoilt) for (const number of numbers) target.acknowledged.add(number);
}

/** Any route with members and parameters of any type, and some that it does not know. */
async function wrongTypes(target: Target, dice: Dice): Promise<void> {
  const route = dice.pick(target.routes);
  const bytes = routeRequest(target, dice, route);
  const answer = await badClient(target, [bytes]);
  const [status] = answer.statuses;
  assert.ok(status !== undefined, `${route.method} ${route.path} got no answer`);
  if (status >= 400 && route.path !== '/health/ready') checkErrorShape(answer, status);
}

function checkErrorShape({ text }: Exchange, status: number): void {
  const body = text.slice(text.indexOf('\r\n\r\n') + 4);
  // The event stream's own refusal is a sentence, as the original's.
  if (status === 406) return;
  const parsed = JSON.parse(Buffer.from(body, 'latin1').toString()) as {
    error: unknown;
    error_code?: unknown;
  };
  assert.ok(typeof parsed.error === 'object' || parsed.error_code === status, text.slice(0, 500));
}

function routeRequest(target: Target, dice: Dice, route: Route): Buffer {
  const { members } = route;
  const parts = [...members, ...(dice.chance(0.3) ? [dice.pick(NAMES)] : [])]
    .filter(() => dice.chance(0.9))
    .map((name) => `${JSON.stringify(name)}:${plausible(target, dice, name)}`);
  const text = dice.chance(0.85) ? `{${parts.join(',')}}` : valueText(dice);
  const body = dice.chance(0.1) ? spoil(dice, Buffer.from(text)) : Buffer.from(text);
  const query = route.parameters
    .filter(() => dice.chance(0.3))
    .map((name) => `${name}=${encodeURIComponent(valueText(dice).slice(0, 200).toWellFormed())}`);
  const headers: Record<string, string> = { 'content-type': dice.pick(['application/json', 'x', 'a/b;;=']) };
  for (const name of ['master_key', 'read_key', 'write_key'] as const) {
    if (dice.chance(0.7)) headers[name] = dice.chance(0.8) ? target.keys[name] : 'wrong';
  }
  if (dice.chance(0.5)) headers['accept'] = 'text/event-stream';
  const path = `${route.path}${query.length > 0 ? `?${query.join('&')}` : ''}`;
  return requestBytes({ method: route.method, path, headers }, route.method === 'GET' ? '' : body);
}

/** Half of the members have what they should, so that requests get beyond the first check. */
function plausible(target: Target, dice: Dice, name: string): string {
  if (dice.chance(0.5)) return valueText(dice);
  switch (name) {
    case 'query':
      return JSON.stringify(
        dice.pick([
          'SELECT 1',
          'SELECT count(*) FROM c',
          `SELECT ${'('.repeat(3000)}1${')'.repeat(3000)}`,
          `SELECT '${"'".repeat(999)}`,
          'SELECT \u0000 \ud800',
          `SELECT ${'1+'.repeat(5000)}1`,
          'SELECT * FROM c WHERE _time > 1e400',
        ]),
      );
    case 'name':
    case 'project':
      return JSON.stringify(dice.pick([...NAMES, `p${dice.below(5)}`]));
    case 'collection':
      return JSON.stringify(dice.pick([...NAMES, 'c']));
    case 'fields':
      return `[{"name":${JSON.stringify(dice.pick(NAMES))},"type":${JSON.stringify(dice.pick(['DOUBLE', 'x', 'MAP_STRING', '']))}}]`;
    case 'schema_type':
      return '"AVRO"';
    case 'schema':
      return JSON.stringify(
        dice.pick([nested(3000), '{"type":"record","fields":null}', avroNested(2000), '{}']),
      );
    case 'keys':
      return JSON.stringify([target.keys, {}]);
    case 'api':
      return `{"api_key":"${target.keys.write_key}"}`;
    case 'master_key':
      return '"wrong"';
    default:
      return valueText(dice);
  }
}

function avroNested(depth: number): string {
  return `${'{"type":"array","items":'.repeat(depth)}"string"${'}'.repeat(depth)}`;
}

/** Ten megabytes to any route, with a length, in chunks, or inflated. */
async function largeBody(target: Target, dice: Dice): Promise<void> {
  const route = dice.pick(target.routes.filter(({ method }) => method !== 'GET'));
  const { method, path } = route;
  const headers = { master_key: target.keys.master_key, read_key: target.keys.read_key };
  const megabyte = Buffer.alloc(1024 * 1024, dice.pick(['x', '[', '{}', '1,', ' ', '"']));
  const kind = dice.below(3);
  const steps: Step[] =
    kind === 0
      ? [headText({ method, path, headers: { ...headers, 'content-length': String(10 * megabyte.length) } })]
      : [headText({ method, path, headers: { ...headers, 'transfer-encoding': 'chunked' } })];
  for (let i = 0; i < 10; i++) {
    if (kind === 0) steps.push(megabyte);
    else steps.push(`${megabyte.length.toString(16)}\r\n`, megabyte, '\r\n');
  }
  if (kind === 1) steps.push('0\r\n\r\n');
  const zipped = gzipSync(Buffer.alloc(20 * megabyte.length));
  const bomb = requestBytes({ method, path, headers: { 'content-encoding': 'gzip' } }, zipped);
  const { statuses } = await badClient(target, kind === 2 && dice.chance(0.5) ? [bomb] : steps);
  // The connection may break before the answer is read, because the server takes no more.
  for (const status of statuses) assert.ok([400, 403, 413, 503].includes(status), `${path}: ${status}`);
}

/** Within the limit of bytes, but all of it brackets, numbers or names. */
async function denseBody(target: Target, dice: Dice): Promise<void> {
  const unit = dice.pick(['{},', '[],', '1,', '12345678901234567890,', '"",', `${nested(50)},`]);
  const values = unit.repeat(Math.ceil((dice.between(1, 20) * 100_000) / unit.length)).slice(0, -1);
  const number = target.nextNumber();
  const property = `{"_id":"event-${number}","dense":[${values}]}`;
  const body = `{"api":{"api_key":"${target.writeKey}"},"collection":"dense","properties":${property}}`;
  const { statuses } = await badClient(target, [
    requestBytes({ method: 'POST', path: '/event/collect' }, body),
  ]);
  assert.ok(statuses[0] === 413 || isAnswerOfBusyServer(statuses[0]), String(statuses[0]));
  if (statuses[0] === 200) target.acknowledged.add(number);
}

/** A head or a body that comes a byte at a time, or stops coming. */
async function slowClient(target: Target, dice: Dice): Promise<void> {
  const { method, path } = dice.pick(target.routes.filter((route) => route.method !== 'GET'));
  const bytes = Buffer.from(headText({ method, path, headers: { 'content-length': '1000' } }));
  const steps: Step[] = dice.chance(0.5) ? [] : [bytes];
  const rest = steps.length === 0 ? bytes : Buffer.alloc(1000, ' ');
  for (let i = 0; i < dice.between(0, 20); i++) steps.push(rest.subarray(i, i + 1), { pauseMs: 50 });
  const { statuses } = await badClient(target, steps);
  for (const status of statuses) assert.ok(status === 408 || status === 400, String(status));
}

/** Goes away in the middle, or closes its side early. */
async function goesAway(target: Target, dice: Dice): Promise<void> {
  const number = target.nextNumber();
  const event = `{"collection":"gone","properties":{"_id":"event-${number}"}}`;
  const bytes = requestBytes(BATCH, `{"api":{"api_key":"${target.writeKey}"},"events":[${event}]}`);
  const isWhole = dice.chance(0.5);
  const sent = isWhole ? bytes : bytes.subarray(0, dice.between(1, bytes.length - 1));
  const { statuses } = await badClient(target, [
    sent,
    ...(dice.chance(0.3) ? [{ pauseMs: dice.below(20) }] : []),
    dice.chance(0.5) ? 'half-close' : 'reset',
  ]);
  if (statuses[0] === 200) {
    assert.ok(isWhole, 'half of a request was acknowledged');
    target.acknowledged.add(number);
  }
}

/** Lengths that are not true, or cannot be. */
async function lyingLength(target: Target, dice: Dice): Promise<void> {
  const { method, path } = dice.pick(target.routes.filter((route) => route.method !== 'GET'));
  const body = '{"a":1}';
  const lengths = [
    '3',
    '0',
    '100',
    '-1',
    '1e3',
    '0x7',
    '7, 7',
    '7\r\ncontent-length: 8',
    '99999999999999999999',
    '',
  ];
  const head = `${method} ${path} HTTP/1.1\r\nhost: x\r\n`;
  const chunked = 'transfer-encoding: chunked\r\n';
  const heads = [
    ...lengths.map((length) => `${head}content-length: ${length}\r\n\r\n${body}`),
    `${head}content-length: 7\r\n${chunked}\r\n0\r\n\r\n`,
    `${head}${chunked}\r\nzz\r\n`,
    `${head}${chunked}\r\nffffffffffffffff\r\nx`,
    `${head}${chunked}\r\n-5\r\nx`,
    `${head}${chunked}\r\n5;${'e'.repeat(20_000)}\r\nhello\r\n0\r\n\r\n`,
    `${head}transfer-encoding: gzip, chunked\r\n\r\n0\r\n\r\n`,
    `${head}transfer-encoding: gzip\r\n\r\nx`,
  ];
  // What is read as the beginning of a further request is answered too.
  await badClient(target, [dice.pick(heads), 'half-close'], 2);
}

/** Heads that are too large, odd, or no HTTP. */
async function oddHead(target: Target, dice: Dice): Promise<void> {
  const { path } = dice.pick(target.routes);
  const odd = [
    `GET ${path} HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`,
    `GET ${path} HTTP/1.1\r\nhost: x\r\n${'a: b\r\n'.repeat(3000)}\r\n`,
    `GET ${path}?${'a=b&'.repeat(3000)} HTTP/1.1\r\nhost: x\r\n\r\n`,
    `GET ${path}?read_key=%zz&after=%00 HTTP/1.1\r\nhost: x\r\n\r\n`,
    `GET /%zz%00/../..//${path} HTTP/1.1\r\nhost: x\r\n\r\n`,
    `GET http://elsewhere${path} HTTP/1.1\r\nhost: x\r\n\r\n`,
    `GET * HTTP/1.1\r\nhost: x\r\n\r\n`,
    `${dice.pick(['TRACE', 'PROPFIND', 'QUERY', 'HEAD', 'PATCH', 'OPTIONS'])} ${path} HTTP/1.1\r\nhost: x\r\n\r\n`,
    `CONNECT x:1 HTTP/1.1\r\nhost: x\r\n\r\n`,
    `get ${path} HTTP/1.1\r\nhost: x\r\n\r\n`,
    `GET ${path} HTTP/1.1\r\n\r\n`,
    `GET ${path} HTTP/0.9\r\n\r\n`,
    `GET ${path} HTTP/9.9\r\nhost: x\r\n\r\n`,
    `GET ${path} HTTP/1.1\r\nhost: x\r\na b: c\r\n\r\n`,
    `GET ${path} HTTP/1.1\r\nhost: x\r\norigin: \u0001\r\n\r\n`,
    `GET ${path} HTTP/1.1\r\nhost: x\r\norigin: ö\r\n\r\n`,
    `GET ${path} HTTP/1.1\r\nhost: x\r\nexpect: nonsense\r\n\r\n`,
    `GET ${path} HTTP/1.1\r\nhost: x\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n`,
    'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
    Buffer.from(dice.bytes(200)),
  ];
  const bytes = dice.pick(odd);
  await badClient(target, [Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes, 'latin1'), 'half-close']);
}

/** Many requests at once on one connection, whose answers must come in order. */
async function pipelining(target: Target, dice: Dice): Promise<void> {
  const numbers = Array.from({ length: dice.between(2, 20) }, () => target.nextNumber());
  const requests = numbers.map((number) => {
    const event = `{"collection":"piped","properties":{"_id":"event-${number}"}}`;
    return requestBytes(BATCH, `{"api":{"api_key":"${target.writeKey}"},"events":[${event}]}`);
  });
  const last = requestBytes({ method: 'GET', path: '/nowhere' }, '');
  const { statuses } = await badClient(target, [Buffer.concat([...requests, last])], numbers.length + 1);
  if (!statuses.includes(408)) {
    assert.equal(statuses.length, numbers.length + 1);
    assert.equal(statuses.at(-1), 404);
  }
  for (const [index, number] of numbers.entries())
    if (statuses[index] === 200) target.acknowledged.add(number);
}

/** With how often each is chosen. */
export const CASES: readonly (readonly [weight: number, one: Case])[] = [
  [30, events],
  [30, wrongTypes],
  [3, largeBody],
  [3, denseBody],
  [4, slowClient],
  [8, goesAway],
  [8, lyingLength],
  [10, oddHead],
  [4, pipelining],
];
