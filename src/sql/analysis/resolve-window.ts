import { canonicalName, type Identifier } from '../ast/name.ts';
import type { FrameBound, WindowFrame, WindowName, WindowSpecification } from '../ast/window.ts';
import { printSqlType } from '../types/print-sql-type.ts';
import type { SqlType } from '../types/sql-type.ts';
import { isInteger, isNumeric } from '../types/type-traits.ts';
import { BIGINT } from '../types/types.ts';
import type { ResolvedWindow } from './analysis.ts';
import type { AnalysisState } from './analysis-state.ts';
import { analyzeSortItems } from './analyze-sort-items.ts';
import { didYouMean } from './near.ts';
import type { NamedWindowInUse, Place } from './place.ts';
import { quote } from './quote.ts';
import { typeExpression } from './type-expression.ts';
import { requireComparable } from './type-predicate.ts';

export function resolveWindow(
  state: AnalysisState,
  window: WindowSpecification | WindowName,
  place: Place,
): ResolvedWindow {
  if (window.kind === 'window-name') return namedWindow(state, window.name, place).resolved;
  const base = window.base === null ? undefined : namedWindow(state, window.base, place).resolved;
  if (base !== undefined) checkExtension(state, window, base);
  for (const key of window.partitionBy) {
    requireComparable(state, key, typeExpression(state, key, place), false);
  }
  analyzeSortItems(state, window.orderBy, place);
  const resolved = {
    partitionBy: base?.partitionBy ?? window.partitionBy,
    orderBy: window.orderBy.length > 0 ? window.orderBy : (base?.orderBy ?? []),
    frame: window.frame,
  };
  if (window.frame !== null) checkFrame(state, window.frame, resolved, place);
  return resolved;
}

function namedWindow(state: AnalysisState, name: Identifier, place: Place): NamedWindowInUse {
  const known = place.select?.namedWindows;
  const found = known?.get(canonicalName(name));
  if (found !== undefined) return found;
  throw state.error(
    name,
    'SQL_INVALID',
    `window ${quote(name.name)} is not defined`,
    didYouMean(name.name, known?.keys() ?? []) ?? 'it is defined in WINDOW name AS (…), before ORDER BY',
  );
}

function checkExtension(state: AnalysisState, window: WindowSpecification, base: ResolvedWindow): void {
  const name = quote(window.base!.name);
  if (window.partitionBy.length > 0) {
    throw state.error(
      window,
      'SQL_INVALID',
      `window ${name} is partitioned by itself: no PARTITION BY can follow it`,
    );
  }
  if (window.orderBy.length > 0 && base.orderBy.length > 0) {
    throw state.error(window, 'SQL_INVALID', `window ${name} is sorted by itself: no ORDER BY can follow it`);
  }
  if (base.frame !== null) {
    throw state.error(
      window,
      'SQL_INVALID',
      `window ${name} has a frame, so that nothing can be added to it`,
      `write OVER ${window.base!.name} without parentheses`,
    );
  }
}

function checkFrame(
  state: AnalysisState,
  frame: WindowFrame,
  window: Omit<ResolvedWindow, 'frame'>,
  place: Place,
): void {
  const unit = frame.unit.toUpperCase();
  const refuse = (bound: FrameBound | WindowFrame, reason: string, hint?: string) =>
    state.error(bound, 'SQL_INVALID', reason, hint);
  const end = frame.end ?? undefined;
  if (isUnbounded(frame.start, 'following')) {
    throw refuse(frame.start, 'a frame cannot begin at UNBOUNDED FOLLOWING');
  }
  if (end !== undefined && isUnbounded(end, 'preceding')) {
    throw refuse(end, 'a frame cannot end at UNBOUNDED PRECEDING');
  }
  if (rank(frame.start) > (end === undefined ? 1 : rank(end))) {
    throw refuse(
      frame,
      'the frame ends before it begins',
      'write the earlier bound first: BETWEEN … PRECEDING AND …',
    );
  }
  if (frame.unit === 'groups' && window.orderBy.length === 0) {
    throw refuse(frame, 'a frame of GROUPS needs ORDER BY');
  }
  for (const bound of [frame.start, ...(end === undefined ? [] : [end])]) {
    if (bound.kind !== 'frame-edge' || bound.distance === null) continue;
    const type = typeExpression(state, bound.distance, place);
    if (frame.unit === 'range') checkRange(state, bound, type, window);
    else if (isInteger(type) || type.kind === 'unknown') state.coerce(bound.distance, BIGINT);
    else {
      throw state.error(
        bound.distance,
        'SQL_TYPE_MISMATCH',
        `a frame of ${unit} is counted in whole numbers, and this is of type ${printSqlType(type)}`,
      );
    }
  }
}

/** Before, at or after the current row. */
function rank(bound: FrameBound): number {
  if (bound.kind === 'current-row') return 1;
  return bound.direction === 'preceding' ? 0 : 2;
}

function isUnbounded(bound: FrameBound, direction: 'preceding' | 'following'): boolean {
  return bound.kind === 'frame-edge' && bound.distance === null && bound.direction === direction;
}

/** A distance in values: of numbers a number, of moments an interval. */
function checkRange(
  state: AnalysisState,
  bound: Exclude<FrameBound, { readonly kind: 'current-row' }>,
  distance: SqlType,
  window: Omit<ResolvedWindow, 'frame'>,
): void {
  const [key, another] = window.orderBy;
  if (key === undefined || another !== undefined) {
    throw state.error(
      bound,
      'SQL_INVALID',
      'a frame of RANGE with a distance needs ORDER BY of one key',
      'count rows instead: ROWS BETWEEN …',
    );
  }
  const type = state.finalType(key.key);
  const fits =
    (isNumeric(type) && isNumeric(distance)) ||
    (['date', 'timestamp', 'timestamp with time zone', 'time'].includes(type.kind) &&
      distance.kind.startsWith('interval'));
  if (fits) return;
  throw state.error(
    bound.distance!,
    'SQL_TYPE_MISMATCH',
    `a distance of type ${printSqlType(distance)} does not fit a window sorted by ${printSqlType(type)}`,
    isNumeric(type) ? 'write a number' : "write an interval: INTERVAL '1' DAY",
  );
}
