import { performance } from 'node:perf_hooks';
import type { Component } from '../platform/lifecycle.ts';
import { reduceMemory } from '../platform/reduce-memory.ts';
import type { Timer, Timers } from '../platform/timers.ts';

export interface IdleMemoryOptions {
  readonly timers: Timers;
  /** The share of the time since the last call that the thread worked, 0–1; of the event loop unless said otherwise. */
  readonly utilization?: () => number;
  readonly reduce?: () => void;
}

const LOOK_EVERY_MS = 5000;
/** Less work than this is none: timers, health checks. */
const IDLE_BELOW = 0.02;
/** Idle for so many looks in a row. */
const IDLE_LOOKS = 2;

/**
 * What start-up or a busy time left behind in the heap is given back once the thread has been idle for ten seconds: V8
 * by itself collects when objects are made, and a server without requests makes none. Once for each idle time.
 */
export function reduceMemoryWhenIdle({
  timers,
  utilization = loopUtilization(),
  reduce = reduceMemory,
}: IdleMemoryOptions): Component {
  let idleLooks = 0;
  let timer: Timer;
  const look = () => {
    idleLooks = utilization() < IDLE_BELOW ? idleLooks + 1 : 0;
    if (idleLooks === IDLE_LOOKS) reduce();
    timer = timers.after(LOOK_EVERY_MS, look);
  };
  timer = timers.after(LOOK_EVERY_MS, look);
  return { name: 'idle memory', close: async () => timer.cancel() };
}

function loopUtilization(): () => number {
  let last = performance.eventLoopUtilization();
  return () => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, last);
    last = now;
    return utilization;
  };
}
