/** Whatever the analysis did not find was not authorised, and is never printed. */
export function known<T>(found: T | undefined, what: string): T {
  if (found === undefined) throw new Error(`${what} was not analysed`);
  return found;
}
