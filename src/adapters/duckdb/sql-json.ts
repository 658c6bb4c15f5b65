import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { internalError } from '../../platform/errors.ts';

/** DuckDB's parser and printer as functions of text, on an instance that holds no data and can reach none. */
export interface DuckDbSqlJson {
  /** The syntax trees of the statements as JSON text, or JSON text that says what is wrong with them. */
  parse(sql: string): Promise<string>;
  /** The SQL of one syntax tree. */
  print(json: string): Promise<string>;
  close(): Promise<void>;
}

export async function openSqlJson(): Promise<DuckDbSqlJson> {
  const instance = await DuckDBInstance.create(':memory:', {
    threads: '1',
    max_memory: '256MB',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    enable_external_access: 'false',
    lock_configuration: 'true',
  });
  const connection = await instance.connect();
  const ask = inTurn(connection);
  return {
    parse: (sql) => ask('SELECT json_serialize_sql(CAST(? AS VARCHAR))', sql),
    print: (json) => ask('SELECT json_deserialize_sql(CAST(? AS JSON))', json),
    async close() {
      // A call under way ends first: closing under it would not be safe.
      await ask('SELECT CAST(? AS VARCHAR)', '').catch(() => {});
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** One call at a time, so that waiting calls occupy no thread of the pool that the log's file operations need. */
function inTurn(connection: DuckDBConnection): (sql: string, argument: string) => Promise<string> {
  let last: Promise<unknown> = Promise.resolve();
  return (sql, argument) => {
    const answer = last.then(async () => {
      const reader = await connection.runAndReadAll(sql, [argument]);
      const [row] = reader.getRows();
      const [text] = row ?? [];
      if (typeof text !== 'string') throw internalError('SQL_JSON_FAILED', 'could not take the query apart');
      return text;
    });
    last = answer.catch(() => {});
    return answer;
  };
}
