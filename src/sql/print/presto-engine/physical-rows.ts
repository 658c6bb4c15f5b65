import type { Collection, Field } from '../../../model/collection.ts';
import type { EnvelopeField, LAKE_COLUMNS } from '../../../model/envelope.ts';
import { fieldSqlType } from '../../tables/field-sql-type.ts';
import type { SqlType } from '../../types/sql-type.ts';
import { TIMESTAMP } from '../../types/types.ts';
import type { EngineSegment, VisibleRows } from './engine-tables.ts';
import { quoteName, tableName } from './names.ts';
import { printType } from './print-type.ts';
import type { PrestoPrinter } from './printer.ts';

type CommonColumn = EnvelopeField['name'] | (typeof LAKE_COLUMNS)[number];

const TIMES: ReadonlySet<CommonColumn> = new Set(['_time', '_shard_time', '_client_time', '_upload_time']);

/** The rows of one segment, whose columns have physical names. */
export class PhysicalRows {
  readonly #printer: PrestoPrinter;
  readonly #segment: EngineSegment;
  /** What stands behind FROM. */
  readonly from: string;

  constructor(printer: PrestoPrinter, collection: Collection, segment: EngineSegment) {
    const physical = tableName(segment.table);
    if (segment.lacks !== undefined) {
      const fields = new Set(collection.schema.fields.map(({ physicalName }) => physicalName));
      for (const name of segment.lacks) {
        if (!fields.has(name)) throw new Error(`${physical} lacks column ${name}, which there is not`);
      }
    }
    this.#printer = printer;
    this.#segment = segment;
    printer.tablesRead.add(physical);
    this.from = `${physical} AS t`;
  }

  field({ physicalName, type }: Field): string {
    const sqlType = fieldSqlType(type);
    if (this.#segment.lacks?.has(physicalName) === true) {
      return `CAST(NULL AS ${printType(this.#printer.dialect, sqlType)})`;
    }
    return this.#typed(physicalName, sqlType);
  }

  common(name: CommonColumn): string {
    if (name === '_id') return this.#id();
    return TIMES.has(name) ? this.#typed(name, TIMESTAMP) : `t.${quoteName(name)}`;
  }

  /** WHERE with what makes rows visible, and `condition`. */
  where(condition?: string): string {
    const conditions = [
      ...visibility(this.#segment.visible),
      ...(condition === undefined ? [] : [condition]),
    ];
    return conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
  }

  /** An event's id: the client's, or made of collector and sequence. */
  #id(): string {
    const [collector, sequence] = ['_collector', '_sequence'].map(
      (name) => `CAST(t.${quoteName(name)} AS varchar)`,
    );
    return `coalesce(t."_id", ${collector} || '-' || ${sequence})`;
  }

  /** Where types of times have a precision, tables may keep more digits than the language has. */
  #typed(name: string, type: SqlType): string {
    const sql = `t.${quoteName(name)}`;
    const { dialect } = this.#printer;
    const hasPrecision = dialect.precisionInTypes && (type.kind === 'timestamp' || type.kind === 'time');
    return hasPrecision ? `CAST(${sql} AS ${printType(dialect, type)})` : sql;
  }
}

function visibility(visible: VisibleRows | undefined): readonly string[] {
  const conditions: string[] = [];
  if (visible?.attempts !== undefined) {
    const { upTo, except } = visible.attempts;
    conditions.push(`t."_batch" <= ${upTo}`);
    if (except.length > 0) conditions.push(`t."_batch" NOT IN (${except.join(', ')})`);
  }
  if (visible?.before !== undefined) {
    const places = [...visible.before].map(
      ([partition, offset]) => `(t."_partition" = ${partition} AND t."_offset" < ${offset})`,
    );
    conditions.push(places.length === 0 ? 'FALSE' : `(${places.join(' OR ')})`);
  }
  return conditions;
}
