import type { MillraceError } from '../platform/errors.ts';
import type { ResultColumn } from './query-engine.ts';
import type { QueryAnswer } from './query-runner.ts';
import { QueryTextError } from './query-text-error.ts';

/** A column as the original describes it. */
export interface SchemaField {
  readonly name: string;
  readonly type: string;
  /** For people: the name with spaces for underscores, beginning with a capital. */
  readonly descriptiveName: string;
}

export function schemaFieldOf({ name, type }: ResultColumn): SchemaField {
  const words = name.replaceAll('_', ' ').trim();
  return { name, type, descriptiveName: words.slice(0, 1).toUpperCase() + words.slice(1) };
}

/** An answer as the text of one JSON object, in pieces; `before` are members that come first. */
export function* answerJson(answer: QueryAnswer, before: object = {}): Generator<string | Uint8Array> {
  const head = JSON.stringify({ ...before, metadata: answer.columns.map(schemaFieldOf) });
  yield `${head.slice(0, -1)},"result":`;
  yield* answer.rowsJson;
  const properties = {
    executionTimeInMillis: Math.round(answer.durationMs),
    totalResult: answer.rowCount,
    asOf: answer.asOf,
  };
  yield `,"properties":${JSON.stringify(properties)}}`;
}

/** Why a query failed; members that are not known are left out. */
export interface QueryErrorBody {
  readonly message: string;
  readonly code: string;
  readonly errorLine?: number;
  readonly charPositionInLine?: number;
  readonly detail?: string;
  readonly hint?: string;
}

export function queryErrorBody(error: MillraceError): QueryErrorBody {
  const place = error instanceof QueryTextError ? error.place : undefined;
  return {
    message: error.message,
    code: error.code,
    ...(place === undefined ? {} : { errorLine: place.line, charPositionInLine: place.column }),
    ...(error.detail === undefined ? {} : { detail: error.detail }),
    ...(error.hint === undefined ? {} : { hint: error.hint }),
  };
}
