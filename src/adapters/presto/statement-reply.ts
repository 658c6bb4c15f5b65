import { isJsonObject, type Json, type JsonObject, parseLossless } from './lossless-json.ts';
import { type PrestoType, readType } from './presto-type.ts';

export interface PrestoColumn {
  readonly name: string;
  /** As the engine writes it, e.g. `array(decimal(10,2))`. */
  readonly typeText: string;
  readonly type: PrestoType;
}

export interface PrestoStats {
  /** `WAITING_FOR_PREREQUISITES`, `QUEUED`, `PLANNING`, `STARTING`, `RUNNING`, `FINISHING`, `FINISHED`, `FAILED`. */
  readonly state: string;
  readonly completedSplits: number;
  readonly totalSplits: number;
  readonly processedRows: number;
  readonly processedBytes: number;
  readonly peakMemoryBytes: number;
  readonly cpuTimeMs: number;
  readonly wallTimeMs: number;
  readonly queuedTimeMs: number;
  readonly elapsedTimeMs: number;
}

/** What the engine says about a statement that failed. */
export interface PrestoFailure {
  readonly queryId: string;
  readonly message: string;
  readonly errorCode: number;
  /** E.g. `SYNTAX_ERROR`, `DIVISION_BY_ZERO`. */
  readonly errorName: string;
  readonly errorType: 'USER_ERROR' | 'INTERNAL_ERROR' | 'INSUFFICIENT_RESOURCES' | 'EXTERNAL';
  readonly retriable: boolean;
  /** Of the place in the text, both from 1; the column counts code points. */
  readonly line?: number;
  readonly column?: number;
  /** The messages of the exceptions behind it, outermost first. */
  readonly causes: readonly string[];
}

/** One reply of the statement API. */
export interface StatementReply {
  readonly id: string;
  /** Path and query of the next page; absent on the last. */
  readonly next?: string;
  readonly columns?: readonly PrestoColumn[];
  readonly data: readonly (readonly Json[])[];
  readonly error?: PrestoFailure;
  readonly stats: PrestoStats;
  /** E.g. `INSERT`; absent for queries. */
  readonly updateType?: string;
  readonly updateCount?: bigint;
}

/** The reply is not what the statement API sends. */
export class InvalidReply extends Error {
  override readonly name = 'InvalidReply';
}

/** Error: {@link InvalidReply}. */
export function readReply(body: Buffer): StatementReply {
  let reply: Json;
  try {
    reply = parseLossless(body.toString('utf8'));
  } catch (cause) {
    throw new InvalidReply('the reply is no JSON', { cause });
  }
  if (!isJsonObject(reply) || typeof reply['id'] !== 'string') throw new InvalidReply('the reply has no id');
  const { id, nextUri, columns, data, error, updateType, updateCount } = reply;
  return {
    id,
    stats: readStats(reply['stats']),
    data: data === undefined || data === null ? [] : readRows(data),
    ...(typeof nextUri === 'string' ? { next: readNext(nextUri) } : {}),
    ...(columns === undefined || columns === null ? {} : { columns: readColumns(columns) }),
    ...(isJsonObject(error) ? { error: readFailure(id, error) } : {}),
    ...(typeof updateType === 'string' ? { updateType } : {}),
    ...(typeof updateCount === 'number' || typeof updateCount === 'bigint'
      ? { updateCount: BigInt(updateCount) }
      : {}),
  };
}

/**
 * The engine names itself as the request did, which a proxy may have changed: so the path alone counts, and a reply
 * cannot send us to another host.
 */
function readNext(text: string): string {
  const url = URL.parse(text);
  if (url === null || !url.pathname.startsWith('/v1/statement/')) {
    throw new InvalidReply('the reply leads to no page of a statement');
  }
  return url.pathname + url.search;
}

function readRows(data: Json): readonly (readonly Json[])[] {
  if (!Array.isArray(data) || !data.every(Array.isArray)) throw new InvalidReply('the rows are no arrays');
  return data as readonly (readonly Json[])[];
}

function readColumns(columns: Json): readonly PrestoColumn[] {
  if (!Array.isArray(columns)) throw new InvalidReply('the columns are no array');
  return (columns as readonly Json[]).map((column) => {
    const type = isJsonObject(column) ? readType(column['typeSignature']) : undefined;
    if (!isJsonObject(column) || typeof column['name'] !== 'string' || type === undefined) {
      throw new InvalidReply('a column has no name or type');
    }
    return { name: column['name'], typeText: String(column['type']), type };
  });
}

function readFailure(queryId: string, error: JsonObject): PrestoFailure {
  const location = error['errorLocation'];
  return {
    queryId,
    message: textOf(error['message'], 'no message'),
    errorCode: countOf(error['errorCode']),
    errorName: textOf(error['errorName'], 'UNKNOWN'),
    errorType: textOf(error['errorType'], 'INTERNAL_ERROR') as PrestoFailure['errorType'],
    retriable: error['retriable'] === true,
    ...(isJsonObject(location)
      ? { line: countOf(location['lineNumber']), column: countOf(location['columnNumber']) }
      : {}),
    causes: causesOf(error['failureInfo']),
  };
}

function causesOf(failureInfo: Json | undefined): readonly string[] {
  const causes: string[] = [];
  for (let each = failureInfo; isJsonObject(each); each = each['cause']) {
    causes.push(`${textOf(each['type'], 'exception')}: ${textOf(each['message'], '')}`);
  }
  return causes;
}

function readStats(value: Json | undefined): PrestoStats {
  const stats = isJsonObject(value) ? value : {};
  return {
    state: textOf(stats['state'], 'QUEUED'),
    completedSplits: countOf(stats['completedSplits']),
    totalSplits: countOf(stats['totalSplits']),
    processedRows: countOf(stats['processedRows']),
    processedBytes: countOf(stats['processedBytes']),
    peakMemoryBytes: countOf(stats['peakMemoryBytes']),
    cpuTimeMs: countOf(stats['cpuTimeMillis']),
    wallTimeMs: countOf(stats['wallTimeMillis']),
    queuedTimeMs: countOf(stats['queuedTimeMillis']),
    elapsedTimeMs: countOf(stats['elapsedTimeMillis']),
  };
}

function textOf(value: Json | undefined, fallback: string): string {
  return typeof value === 'string' ? value : fallback;
}

function countOf(value: Json | undefined): number {
  return typeof value === 'number' || typeof value === 'bigint' ? Number(value) : 0;
}
