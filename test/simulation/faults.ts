import type { MessageBlock } from '../../src/model/messages.ts';
import { externalError, internalError, resourceError } from '../../src/platform/errors.ts';
import type { Dice } from './dice.ts';
import type { SimProcess } from './sim-process.ts';
import type { VirtualTime } from './virtual-time.ts';

/** How often, per call, something happens to it (0–1), and how slow calls are. */
export interface FaultRates {
  readonly fail: number;
  /** It happened, and the caller hears of a failure. */
  readonly lost: number;
  /** The caller hears of a failure, and it happens afterwards. */
  readonly late: number;
  /** It happens once more, later. */
  readonly twice: number;
  readonly crash: number;
  readonly slow: number;
  readonly maxDelayMs: number;
}

export const NO_FAULTS: FaultRates = {
  fail: 0,
  lost: 0,
  late: 0,
  twice: 0,
  crash: 0,
  slow: 0,
  maxDelayMs: 0,
};

export function drawRates(dice: Dice): FaultRates {
  if (dice.chance(0.1)) return { ...NO_FAULTS, slow: 0.3, maxDelayMs: 50 };
  const rate = () => (dice.chance(0.5) ? dice.next() * 0.08 : 0);
  return {
    fail: rate(),
    lost: rate(),
    late: rate(),
    twice: rate(),
    crash: dice.chance(0.5) ? dice.next() * 0.004 : 0,
    slow: dice.next() * 0.5,
    maxDelayMs: dice.pick([2, 30, 400]),
  };
}

export interface FaultContext {
  readonly time: VirtualTime;
  readonly dice: Dice;
  readonly process: SimProcess;
  /** Read at each call, so that faults can end. */
  rates(): FaultRates;
  /** Methods to which nothing late or repeated may happen, because the real thing has no such fault. */
  readonly steady?: ReadonlySet<string>;
  /** Members that this process does not have. */
  readonly hidden?: ReadonlySet<string>;
  /** Called instead of the method, with it as the last argument. */
  readonly instead?: Readonly<Record<string, (...args: never[]) => unknown>>;
}

const SYNCHRONOUS = new Set(['onAppend', 'onChange', 'close', 'crash']);

/** The port as a process meets it: calls fail, are lost, come late or twice, and the process may die around them. */
export function faulty<T extends object>(target: T, context: FaultContext): T {
  return new Proxy(target, {
    get(_, member) {
      if (typeof member === 'string' && context.hidden?.has(member)) return undefined;
      const value: unknown = Reflect.get(target, member, target);
      if (typeof value !== 'function' || typeof member !== 'string' || SYNCHRONOUS.has(member)) {
        return typeof value === 'function' ? value.bind(target) : value;
      }
      const method = value.bind(target) as (...args: unknown[]) => unknown;
      if (member === 'read') return (...args: unknown[]) => readThrough(method(...args), context);
      const instead = context.instead?.[member] as ((...args: unknown[]) => unknown) | undefined;
      const run = instead === undefined ? method : (...args: unknown[]) => instead(...args, method);
      return (...args: unknown[]) => call(member, (): unknown => run(...args), context);
    },
  });
}

/** Sent at most once by whoever implements the port: an INSERT, and what an idempotent producer appends. */
const ONCE = new Set(['write', 'rewrite', 'append']);

async function call(name: string, run: () => unknown, context: FaultContext): Promise<unknown> {
  const { process, time, dice } = context;
  const rates = context.rates();
  await process.gate();
  if (dice.chance(rates.slow)) await time.timers.sleep(dice.next() * rates.maxDelayMs);
  await process.gate();
  const isSteady = context.steady?.has(name) ?? false;
  if (dice.chance(rates.crash)) process.crash();
  await process.gate();
  if (dice.chance(rates.fail)) throw failure(dice, name);
  if (!isSteady && dice.chance(rates.late)) {
    again(run, context);
    throw failure(dice, name);
  }
  let result: unknown;
  try {
    result = await run();
  } finally {
    if (dice.chance(rates.crash)) process.crash();
    await process.gate();
  }
  if (!isSteady && !ONCE.has(name) && dice.chance(rates.twice)) again(run, context);
  if (dice.chance(rates.slow)) await time.timers.sleep(dice.next() * rates.maxDelayMs);
  await process.gate();
  if (dice.chance(rates.lost)) throw failure(dice, name);
  return result;
}

function again(run: () => unknown, { time, dice }: FaultContext): void {
  time.timers.after(dice.next() * 3000, () => {
    Promise.resolve()
      .then(run)
      .catch(() => {});
  });
}

async function* readThrough(blocks: unknown, context: FaultContext): AsyncGenerator<MessageBlock> {
  const { process, dice } = context;
  for await (const block of blocks as AsyncIterable<MessageBlock>) {
    await process.gate();
    if (dice.chance(context.rates().fail / 4)) throw failure(dice, 'read');
    yield block;
  }
  await process.gate();
}

function failure(dice: Dice, name: string): Error {
  switch (dice.below(4)) {
    case 0:
      return externalError('SIMULATED_EIO', `input/output error in ${name}`);
    case 1:
      return resourceError('SIMULATED_ENOSPC', `no space left on device in ${name}`);
    case 2:
      return internalError('SIMULATED_INTERNAL', `internal error in ${name}`);
    default:
      return new Error(`simulated failure of ${name}`);
  }
}
