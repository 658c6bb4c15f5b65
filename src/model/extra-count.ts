/**
 * How many values an `_extra` text carries: the entries of its array. Text that is no JSON array cannot come from our
 * encoder; it counts as one value, so that nothing is hidden.
 */
export function countExtraValues(text: string): number {
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed.length : 1;
  } catch {
    return 1;
  }
}
