/** What one look at the machine found. */
export interface Finding {
  readonly subject: string;
  readonly verdict: 'ok' | 'warn' | 'fail';
  /** What is there. */
  readonly found: string;
  /** What to do about it, where something is. */
  readonly hint?: string;
}

export function ok(subject: string, found: string): Finding {
  return { subject, verdict: 'ok', found };
}

export function warn(subject: string, found: string, hint: string): Finding {
  return { subject, verdict: 'warn', found, hint };
}

export function fail(subject: string, found: string, hint: string): Finding {
  return { subject, verdict: 'fail', found, hint };
}

export function gigabytes(bytes: number): string {
  return `${(bytes / 1024 ** 3).toFixed(1)} GB`;
}
