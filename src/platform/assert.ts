/** Our own mistake, never the world's: thrown by {@link assert}; the process must not go on as if nothing was. */
export class AssertionFailed extends Error {
  override readonly name = 'AssertionFailed';
}

/** Stops when something we rely on does not hold. For the world's errors use `MillraceError`. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new AssertionFailed(message);
}
