/**
 * Lists as Presto's arrays behave. DuckDB's own functions on them drop NULLs, lose the order or take NULL for false in
 * places; these do not.
 */
import type { SqlType } from '../../types/sql-type.ts';
import type { RenderedCall } from '../function-definition.ts';
import { duckDbType } from './duckdb-type.ts';
import { bound, quote, unlessTooLong } from './sql-text.ts';

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

/** Of a list of `struct_pack(f1 := key, f2 := value)`, for each key the list of its values in their order. */
export function valuesPerKey(call: Names, list: string): string {
  const [k, e, f, g] = [call.fresh(), call.fresh(), call.fresh(), call.fresh()];
  return bound(call, list, (entries) => {
    const keys = distinct(call, `list_transform(${entries}, lambda ${g}: ${g}.f1)`);
    return `list_transform(${keys}, lambda ${k}: struct_pack(f1 := ${k}, f2 := list_transform(list_filter(${entries}, lambda ${e}: ${e}.f1 = ${k}), lambda ${f}: ${f}.f2)))`;
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
    const most = `list_sum(list_transform(${texts}, lambda ${x}: length(${x}) + length(${literal === undefined ? separator : quote(literal)})))`;
    const text =
      literal === undefined
        ? `substr(${concatenated(`list_transform(${texts}, lambda ${y}: ${separator} || ${y})`)}, length(${separator}) + 1)`
        : concatenated(texts, literal);
    return `CASE WHEN len(${texts}) = 0 THEN '' ELSE ${unlessTooLong(most, text, 'joining')} END`;
  });
}

/** The texts of a list as one; NULL when it has none. */
export function concatenated(list: string, separator = ''): string {
  return `list_aggregate(${list}, 'string_agg', ${quote(separator)})`;
}
