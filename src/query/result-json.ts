import { type SchemaField, schemaFieldOf } from '../http/schema-field.ts';
import type { MillraceError } from '../platform/errors.ts';
import { SqlTextError } from '../sql/sql-text-error.ts';
import type { QueryAnswer } from './query-runner.ts';
import { fieldTypeOf, type ResultColumn } from './result-column.ts';

/** An answer as the text of one JSON object, in pieces. */
export function* answerJson(answer: QueryAnswer): Generator<string | Uint8Array> {
  yield `{"metadata":${metadataText(answer)},"result":`;
  yield* answer.rowsJson;
  yield `,"properties":${propertiesText(answer)}}`;
}

/** The same with the members, and their order, of the original's `result` event. */
export function* watchedAnswerJson(answer: QueryAnswer, query: string): Generator<string | Uint8Array> {
  yield `{"success":true,"query":${JSON.stringify(query)},"properties":${propertiesText(answer)},"result":`;
  yield* answer.rowsJson;
  yield `,"metadata":${metadataText(answer)}}`;
}

/** The columns as the original describes them. */
export function schemaFieldsOf(columns: readonly ResultColumn[]): readonly SchemaField[] {
  return columns.map(({ name, type }) => schemaFieldOf({ name, type: fieldTypeOf(type) }));
}

function metadataText(answer: QueryAnswer): string {
  return JSON.stringify(schemaFieldsOf(answer.columns));
}

function propertiesText(answer: QueryAnswer): string {
  return JSON.stringify({
    executionTimeInMillis: Math.round(answer.durationMs),
    totalResult: answer.rowCount,
    asOf: answer.asOf,
  });
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
  return {
    message: error.message,
    code: error.code,
    ...(error instanceof SqlTextError ? { errorLine: error.line, charPositionInLine: error.column } : {}),
    ...(error.detail === undefined ? {} : { detail: error.detail }),
    ...(error.hint === undefined ? {} : { hint: error.hint }),
  };
}
