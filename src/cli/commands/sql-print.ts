import process from 'node:process';
import { text as textOf } from 'node:stream/consumers';
import type { Collection } from '../../model/collection.ts';
import { isTimeZone } from '../../sql/analysis/time-zone.ts';
import { type CompiledQuery, compileQuery } from '../../sql/compile/compile-query.ts';
import { singleTables } from '../../sql/print/duckdb/physical-tables.ts';
import { CONFIG_OPTION, type Command, DATA_OPTION, PROJECT_OPTION } from '../command.ts';
import { EXIT, usageFailure } from '../exit-codes.ts';
import { collectionsFor } from '../sql-collections.ts';
import { SCHEMA_OPTION } from '../sql-schema.ts';

const ENGINES = ['duckdb', 'presto', 'trino'] as const;

type EngineName = (typeof ENGINES)[number];

export const sqlPrintCommand: Command = {
  name: 'sql print',
  summary: 'Print a query as an engine is asked it',
  arguments: [{ name: 'QUERY', description: 'one query; without it standard input is read', optional: true }],
  options: [
    { name: 'engine', value: 'NAME', description: `one of ${ENGINES.join(', ')}` },
    SCHEMA_OPTION,
    PROJECT_OPTION,
    {
      name: 'tables',
      value: 'CATALOG.SCHEMA',
      description: 'where the tables lie on presto and trino (default lake.data)',
    },
    { name: 'timezone', value: 'ZONE', description: 'of current_date and its kin (default UTC)' },
    DATA_OPTION,
    CONFIG_OPTION,
  ],
  notes: [
    'Nothing is run. What is wrong with the query, or cannot be answered the same by the engine, is said with its line and column, and the command ends with 1. The engine’s session has to be in UTC.',
    'The JSON of --schema is that which POST /project/schema answers: [{"name": "pageview", "fields": [{"name": "url", "type": "STRING"}]}]. A "physical_name" beside a name is what the table or column is called in the engine; it is made from the name when it is left out.',
  ],
  examples: [
    'millrace sql print --engine duckdb "SELECT count(*) FROM pageview"',
    'millrace sql print --engine presto --schema schema.json < query.sql',
    'millrace sql print --engine trino --tables iceberg.shop --project shop "SELECT * FROM purchase"',
  ],
  async run(invocation) {
    const { options, terminal } = invocation;
    const engine = engineOf(options.text('engine'));
    const tables = options.text('tables');
    if (engine === 'duckdb' && tables !== undefined) {
      throw usageFailure(
        'option "--tables" is for presto and trino',
        'on duckdb they lie in the schema data',
      );
    }
    const place = placeOf(tables ?? 'lake.data');
    const timezone = options.text('timezone') ?? 'UTC';
    if (!isTimeZone(timezone))
      throw usageFailure(`there is no time zone "${timezone}"`, 'it is like Europe/Istanbul');
    const collections = await collectionsFor(invocation);
    const text = invocation.arguments[0] ?? (await textOf(process.stdin));
    terminal.out(compile(engine, text, collections, place, timezone).sql);
    return EXIT.ok;
  },
};

function engineOf(name: string | undefined): EngineName {
  const engine = ENGINES.find((known) => known === name);
  if (engine !== undefined) return engine;
  const hint = `say --engine with one of: ${ENGINES.join(', ')}`;
  throw name === undefined
    ? usageFailure('for which engine?', hint)
    : usageFailure(`there is no engine "${name}"`, hint);
}

interface Place {
  readonly catalog: string;
  readonly schema: string;
}

function placeOf(tables: string): Place {
  const [, catalog, schema] = /^([^.]+)\.([^.]+)$/.exec(tables) ?? [];
  if (catalog !== undefined && schema !== undefined) return { catalog, schema };
  throw usageFailure(`option "--tables" cannot be "${tables}"`, 'it is like lake.data');
}

/** Every collection has one table that bears its physical name, and all its rows are visible. */
function compile(
  engine: EngineName,
  text: string,
  collections: readonly Collection[],
  place: Place,
  timezone: string,
): CompiledQuery {
  const rows = { maxRows: Number.MAX_SAFE_INTEGER };
  const request = { text, project: { collections }, rows, timezone };
  if (engine === 'duckdb') return compileQuery({ ...request, tables: singleTables() });
  const segmentsOf = ({ physicalName }: Collection) => [{ table: { ...place, name: physicalName } }];
  return compileQuery({ ...request, engine, tables: { segmentsOf } });
}
