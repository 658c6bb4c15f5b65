/**
 * Lists as Presto's arrays behave. DuckDB's own functions on them drop NULLs, lose the order or take NULL for false in
 * places; these do not.
 */
import type { SqlType } from '../../types/sql-type.ts';
import type { RenderedCall } from '../function-definition.ts';
import { duckDbType } from './duckdb-type.ts';
import { LONGEST_TEXT } from './limits.ts';
import { bound, quote, raise } from './sql-text.ts';

type Names = Pick<RenderedCall, 'fresh'>;

/** Whether a list has a NULL. */
export function hasNull(list: string): string {
  return `(list_position(${list}, NULL) IS NOT NULL)`;
}

/** Elements (NULL among them) without those that are there before, in their order. In n log n: sorted by value. */
export function distinct(call: Names, list: string): string {
  const [x, i, e, f] = [call.fresh(), call.fresh(), call.fresh(), call.fresh()];
  const indexed = `list_sort(list_transform(${list}, lambda ${x}, ${i}: struct_pack(x := ${x}, i := ${i})))`;
  return bound(call, indexed, (sorted) => {
    const first = `list_filter(${sorted}, lambda ${e}, ${i}: ${i} = 1 OR ${e}.x IS DISTINCT FROM ${sorted}[${i} - 1].x)`;
    const back = `list_sort(list_transform(${first}, lambda ${e}: struct_pack(i := ${e}.i, x := ${e}.x)))`;
    return `list_transform(${back}, lambda ${f}: ${f}.x)`;
  });
}

/** Of a list of `struct_pack(f1 := key, f2 := value)`, the first for each key; sorted by key. */
export function firstPerKey(call: Names, list: string): string {
  const [x, i, e, f] = [call.fresh(), call.fresh(), call.fresh(), call.fresh()];
  const indexed = `list_sort(list_transform(${list}, lambda ${x}, ${i}: struct_pack(k := ${x}.f1, i := ${i}, v := ${x}.f2)))`;
  return bound(call, indexed, (sorted) => {
    const first = `list_filter(${sorted}, lambda ${e}, ${i}: ${i} = 1 OR ${e}.k IS DISTINCT FROM ${sorted}[${i} - 1].k)`;
    return `list_transform(${first}, lambda ${f}: struct_pack(f1 := ${f}.k, f2 := ${f}.v))`;
  });
}

/**
 * Of a list of `struct_pack(f1 := key, f2 := value)`, for each key the list of its values in their order; sorted by key.
 * In n log n: of the entries in the order of their keys, each key has a run. Elements are taken one by one, because a
 * slice in a lambda copies the whole list.
 */
export function valuesPerKey(call: Names, list: string): string {
  const [x, i, e, s, j, f] = [
    call.fresh(),
    call.fresh(),
    call.fresh(),
    call.fresh(),
    call.fresh(),
    call.fresh(),
  ];
  const indexed = `list_sort(list_transform(${list}, lambda ${x}, ${i}: struct_pack(k := ${x}.f1, i := ${i}, v := ${x}.f2)))`;
  return bound(call, indexed, (sorted) => {
    const begins = `list_filter(range(1, len(${sorted}) + 1), lambda ${e}: ${e} = 1 OR ${sorted}[${e}].k IS DISTINCT FROM ${sorted}[${e} - 1].k)`;
    return bound(call, begins, (starts) => {
      const run = `range(${s}, coalesce(${starts}[${j} + 1], len(${sorted}) + 1))`;
      return `list_transform(${starts}, lambda ${s}, ${j}: struct_pack(f1 := ${sorted}[${s}].k, f2 := list_transform(${run}, lambda ${f}: ${sorted}[${f}].v)))`;
    });
  });
}

/**
 * The different elements of `a` that `b` has, or has not, in the order of `a`. In n log n: of both lists together, sorted,
 * an element that both have stands behind the one of `b`.
 */
export function compared(call: Names, a: string, b: string, inBoth: boolean): string {
  const [x, y, i, e, j, f] = [
    call.fresh(),
    call.fresh(),
    call.fresh(),
    call.fresh(),
    call.fresh(),
    call.fresh(),
  ];
  const of = (list: string, name: string, side: number, place: string) =>
    `list_transform(${distinct(call, list)}, lambda ${name}, ${i}: struct_pack(x := ${name}, side := ${side}, i := CAST(${place} AS BIGINT)))`;
  return bound(call, `list_sort(list_concat(${of(b, x, 0, '0')}, ${of(a, y, 1, i)}))`, (sorted) => {
    const before = `${sorted}[${j} - 1]`;
    const both = `(${j} > 1 AND ${before}.side = 0 AND ${before}.x IS NOT DISTINCT FROM ${e}.x)`;
    const kept = `list_filter(${sorted}, lambda ${e}, ${j}: ${e}.side = 1 AND ${inBoth ? '' : 'NOT '}${both})`;
    const back = `list_sort(list_transform(${kept}, lambda ${f}: struct_pack(i := ${f}.i, x := ${f}.x)))`;
    return `list_transform(${back}, lambda ${f}: ${f}.x)`;
  });
}

/**
 * A fold whose state may be of any type; DuckDB's is of the elements' type, so both travel in one struct.
 */
export function fold(
  call: Names,
  list: string,
  elementType: SqlType,
  stateType: SqlType,
  initial: string,
  step: (state: string, element: string) => string,
): string {
  const [x, a, e] = [call.fresh(), call.fresh(), call.fresh()];
  const noState = `CAST(NULL AS ${duckDbType(stateType)})`;
  const noElement = `CAST(NULL AS ${duckDbType(elementType)})`;
  const items = `list_transform(${list}, lambda ${x}: struct_pack(s := ${noState}, x := ${x}))`;
  const body = `struct_pack(s := CAST(${step(`${a}.s`, `${e}.x`)} AS ${duckDbType(stateType)}), x := ${noElement})`;
  const start = `struct_pack(s := CAST(${initial} AS ${duckDbType(stateType)}), x := ${noElement})`;
  return `list_reduce(${items}, lambda ${a}, ${e}: ${body}, ${start}).s`;
}

/** Whether some truth of a list is true: NULL when none is, but one is NULL. */
export function anyTrue(call: Names, list: string): string {
  return bound(
    call,
    list,
    (truths) =>
      `CASE WHEN ${truths} IS NULL THEN NULL WHEN list_contains(${truths}, true) THEN true WHEN ${hasNull(truths)} THEN NULL ELSE false END`,
  );
}

/** Whether all truths of a list are true. */
export function allTrue(call: Names, list: string): string {
  return bound(
    call,
    list,
    (truths) =>
      `CASE WHEN ${truths} IS NULL THEN NULL WHEN list_contains(${truths}, false) THEN false WHEN ${hasNull(truths)} THEN NULL ELSE true END`,
  );
}

/**
 * The texts of a list with a separator between them, which DuckDB takes as a constant only: another is put before each
 * text, and the first one cut off. DuckDB's own `array_to_string` is a macro that has the list in it twice.
 */
export function joined(call: Names, list: string, separator: string, literal: string | undefined): string {
  return bound(call, list, (texts) => {
    const [x, y] = [call.fresh(), call.fresh()];
    const between = literal === undefined ? separator : quote(literal);
    const size = `coalesce(list_sum(list_transform(${texts}, lambda ${x}: strlen(${x}))), 0) + len(${texts}) * strlen(${between})`;
    const fails = raise(`a joined text is limited to ${LONGEST_TEXT} bytes`, {
      kind: 'varchar',
      length: null,
    });
    const text =
      literal === undefined
        ? `substr(${concatenated(`list_transform(${texts}, lambda ${y}: ${separator} || ${y})`)}, length(${separator}) + 1)`
        : concatenated(texts, literal);
    return `CASE WHEN len(${texts}) = 0 THEN '' WHEN ${size} > ${LONGEST_TEXT} THEN ${fails} ELSE ${text} END`;
  });
}

/** The texts of a list as one; NULL when it has none. */
export function concatenated(list: string, separator = ''): string {
  return `list_aggregate(${list}, 'string_agg', ${quote(separator)})`;
}
