/** Time as the program sees it. Injected everywhere, so that a simulation can own it. */
export interface Clock {
  /** Milliseconds since the Unix epoch; may jump when an operator sets the clock. */
  now(): number;
  /** Milliseconds (fractional) since an arbitrary start; never goes back. For durations. */
  monotonic(): number;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
};
