/** One figure of a benchmark, as it is printed: a JSON object a line. */
export interface Figure {
  readonly figure: string;
  readonly value: number;
  readonly unit: string;
  /** The limit or peer, measured in the same run (or the stated aim, where the aim is the limit). */
  readonly limit?: number;
  readonly limitName?: string;
}

/** Prints a figure with its ratio to the limit. */
export function report(bench: string, figure: Figure): void {
  const round = (value: number) => Number(value.toPrecision(4));
  console.log(
    JSON.stringify({
      bench,
      figure: figure.figure,
      value: round(figure.value),
      unit: figure.unit,
      limit: figure.limit === undefined ? null : round(figure.limit),
      limit_name: figure.limitName ?? null,
      ratio: figure.limit === undefined || figure.limit === 0 ? null : round(figure.value / figure.limit),
    }),
  );
}

/** Progress for people, on standard error. */
export function say(text: string): void {
  console.error(text);
}

export function percentile(sorted: ArrayLike<number>, fraction: number): number {
  if (sorted.length === 0) return Number.NaN;
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * fraction))] ?? Number.NaN;
}
