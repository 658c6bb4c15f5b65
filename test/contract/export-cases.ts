/** One value of each SQL type, and what it is in each format of an export. */

export interface ExportCase {
  /** For DuckDB. */
  readonly sql: string;
  readonly type: string;
  readonly csv: string;
  /** As JSON text. */
  readonly json: string;
  /** The type in the Avro schema beside null. */
  readonly avroType: unknown;
  /** As avsc reads it, without knowing logical types; bytes as hexadecimal text, `long` as `bigint`. */
  readonly avro: unknown;
  /** As DuckDB calls the type of the column in the Parquet file. */
  readonly parquetType: string;
  /** What it must equal there, as SQL; `sql` unless said otherwise. */
  readonly parquet?: string;
}

const LONG_TEXT = 'longer than twelve bytes';

export const CASES: readonly ExportCase[] = [
  {
    sql: 'true',
    type: 'boolean',
    csv: 'true',
    json: 'true',
    avroType: 'boolean',
    avro: true,
    parquetType: 'BOOLEAN',
  },
  {
    sql: '(-128)::TINYINT',
    type: 'tinyint',
    csv: '-128',
    json: '-128',
    avroType: 'int',
    avro: -128,
    parquetType: 'TINYINT',
  },
  {
    sql: '32767::SMALLINT',
    type: 'smallint',
    csv: '32767',
    json: '32767',
    avroType: 'int',
    avro: 32767,
    parquetType: 'SMALLINT',
  },
  {
    sql: '(-2147483648)::INTEGER',
    type: 'integer',
    csv: '-2147483648',
    json: '-2147483648',
    avroType: 'int',
    avro: -2147483648,
    parquetType: 'INTEGER',
  },
  ...[
    '9223372036854775807',
    '-9223372036854775808',
    '9007199254740993',
    '-9007199254740993',
    '-2251799813685249',
    '-64',
    '64',
    '0',
  ].map((digits) => ({
    sql: `(${digits})::BIGINT`,
    type: 'bigint',
    csv: digits,
    json: digits,
    avroType: 'long',
    avro: BigInt(digits),
    parquetType: 'BIGINT',
  })),
  {
    sql: '0.1::FLOAT',
    type: 'real',
    csv: '0.1',
    json: '0.1',
    avroType: 'float',
    avro: Math.fround(0.1),
    parquetType: 'FLOAT',
  },
  {
    sql: '1e300::DOUBLE',
    type: 'double',
    csv: '1e+300',
    json: '1e+300',
    avroType: 'double',
    avro: 1e300,
    parquetType: 'DOUBLE',
  },
  {
    sql: "'nan'::DOUBLE",
    type: 'double',
    csv: 'NaN',
    json: '"NaN"',
    avroType: 'double',
    avro: NaN,
    parquetType: 'DOUBLE',
  },
  {
    sql: "'-inf'::DOUBLE",
    type: 'double',
    csv: '-Infinity',
    json: '"-Infinity"',
    avroType: 'double',
    avro: -Infinity,
    parquetType: 'DOUBLE',
  },
  {
    sql: "'inf'::FLOAT",
    type: 'real',
    csv: 'Infinity',
    json: '"Infinity"',
    avroType: 'float',
    avro: Infinity,
    parquetType: 'FLOAT',
  },
  decimal('-0.05', 4, 2, 'fb'),
  decimal('1.28', 4, 2, '0080'),
  decimal('-999999999', 9, 0, 'c4653601'),
  decimal('123456789012345.678', 18, 3, '01b69b4ba630f34e'),
  decimal('99999999999999999999999999999999999999', 38, 0, '4b3b4ca85a86c47a098a223fffffffff'),
  decimal('-9999999999999999999999999999.9999999999', 38, 10, 'b4c4b357a5793b85f675ddc000000001'),
  text("'a, \"b\"' || chr(13) || chr(10) || 'é🥊'", '"a, ""b""\r\né🥊"', '"a, \\"b\\"\\u000d\\u000aé🥊"'),
  text("''", '""', '""'),
  text(`'${LONG_TEXT}'`, LONG_TEXT, `"${LONG_TEXT}"`),
  text("' kept '", ' kept ', '" kept "'),
  text("'nul' || chr(0) || 'l'", 'nul\0l', '"nul\\u0000l"'),
  {
    sql: '\'{"a": [1, "x"]}\'::JSON',
    type: 'json',
    csv: '"{""a"": [1, ""x""]}"',
    json: '"{\\"a\\": [1, \\"x\\"]}"',
    avroType: 'string',
    avro: '{"a": [1, "x"]}',
    parquetType: 'VARCHAR',
  },
  {
    sql: "'\\x00\\xFF\\x10'::BLOB",
    type: 'varbinary',
    csv: 'AP8Q',
    json: '"AP8Q"',
    avroType: 'bytes',
    avro: '00ff10',
    parquetType: 'BLOB',
  },
  {
    sql: "''::BLOB",
    type: 'varbinary',
    csv: '""',
    json: '""',
    avroType: 'bytes',
    avro: '',
    parquetType: 'BLOB',
  },
  {
    sql: "DATE '0001-01-01'",
    type: 'date',
    csv: '0001-01-01',
    json: '"0001-01-01"',
    avroType: { type: 'int', logicalType: 'date' },
    avro: -719162,
    parquetType: 'DATE',
  },
  {
    sql: "TIME '23:59:59.999'",
    type: 'time',
    csv: '23:59:59.999',
    json: '"23:59:59.999"',
    avroType: { type: 'int', logicalType: 'time-millis' },
    avro: 86_399_999,
    parquetType: 'TIME',
  },
  {
    sql: "TIMESTAMP '1969-12-31 23:59:59.9999'",
    type: 'timestamp',
    csv: '1969-12-31T23:59:59.999Z',
    json: '"1969-12-31T23:59:59.999Z"',
    avroType: { type: 'long', logicalType: 'local-timestamp-millis' },
    avro: -1,
    parquetType: 'TIMESTAMP',
    parquet: "TIMESTAMP '1969-12-31 23:59:59.999'",
  },
  {
    sql: "TIMESTAMPTZ '2026-01-01 02:00:00.5+02'",
    type: 'timestamp with time zone',
    csv: '2026-01-01T00:00:00.500Z',
    json: '"2026-01-01T00:00:00.500Z"',
    avroType: { type: 'long', logicalType: 'timestamp-millis' },
    avro: 1_767_225_600_500,
    parquetType: 'TIMESTAMP WITH TIME ZONE',
  },
  shown("INTERVAL '-14 months'", 'interval year to month', '-1-2'),
  shown("INTERVAL '3 days 1 hour 500 milliseconds'", 'interval day to second', '3 01:00:00.500'),
  {
    sql: 'NULL::INTEGER',
    type: 'unknown',
    csv: '',
    json: 'null',
    avroType: 'null',
    avro: null,
    parquetType: 'VARCHAR',
    parquet: 'NULL',
  },
  {
    sql: '[1, NULL, 3]',
    type: 'array(integer)',
    csv: '"[1,null,3]"',
    json: '[1,null,3]',
    avroType: { type: 'array', items: ['null', 'int'] },
    avro: [1, null, 3],
    parquetType: 'INTEGER[]',
  },
  {
    sql: '[]::INTEGER[]',
    type: 'array(integer)',
    csv: '[]',
    json: '[]',
    avroType: { type: 'array', items: ['null', 'int'] },
    avro: [],
    parquetType: 'INTEGER[]',
  },
  {
    sql: "[['a'], NULL, [], [NULL, 'b']]",
    type: 'array(array(varchar))',
    csv: '"[[""a""],null,[],[null,""b""]]"',
    json: '[["a"],null,[],[null,"b"]]',
    avroType: { type: 'array', items: ['null', { type: 'array', items: ['null', 'string'] }] },
    avro: [['a'], null, [], [null, 'b']],
    parquetType: 'VARCHAR[][]',
  },
  {
    sql: "MAP {'k': 1, 'a text that is longer': NULL}",
    type: 'map(varchar, integer)',
    csv: '"{""k"":1,""a text that is longer"":null}"',
    json: '{"k":1,"a text that is longer":null}',
    avroType: { type: 'map', values: ['null', 'int'] },
    avro: { k: 1, 'a text that is longer': null },
    parquetType: 'MAP(VARCHAR, INTEGER)',
  },
  {
    sql: "MAP {DATE '1970-01-02': [1.5::DOUBLE], DATE '1970-01-03': NULL}",
    type: 'map(date, array(double))',
    csv: '"{""1970-01-02"":[1.5],""1970-01-03"":null}"',
    json: '{"1970-01-02":[1.5],"1970-01-03":null}',
    avroType: {
      type: 'array',
      items: {
        type: 'record',
        name: 'entry1',
        fields: [
          { name: 'key', type: { type: 'int', logicalType: 'date' } },
          { name: 'value', type: ['null', { type: 'array', items: ['null', 'double'] }] },
        ],
      },
    },
    avro: [
      { key: 1, value: [1.5] },
      { key: 2, value: null },
    ],
    parquetType: 'MAP(DATE, DOUBLE[])',
  },
  {
    sql: 'MAP {}::MAP(INTEGER, INTEGER)',
    type: 'map(integer, integer)',
    csv: '{}',
    json: '{}',
    avroType: {
      type: 'array',
      items: {
        type: 'record',
        name: 'entry1',
        fields: [
          { name: 'key', type: 'int' },
          { name: 'value', type: ['null', 'int'] },
        ],
      },
    },
    avro: [],
    parquetType: 'MAP(INTEGER, INTEGER)',
  },
  {
    sql: "{'f1': 1, 'f2': [NULL, {'f1': 'x'}]}",
    type: 'row(a integer, "B ü" array(row(a varchar)))',
    csv: '"{""a"":1,""B ü"":[null,{""a"":""x""}]}"',
    json: '{"a":1,"B ü":[null,{"a":"x"}]}',
    avroType: {
      type: 'record',
      name: 'row1',
      fields: [
        { name: 'a', type: ['null', 'int'], default: null },
        {
          name: 'B__',
          type: [
            'null',
            {
              type: 'array',
              items: [
                'null',
                {
                  type: 'record',
                  name: 'row2',
                  fields: [{ name: 'a', type: ['null', 'string'], default: null }],
                },
              ],
            },
          ],
          default: null,
          doc: 'B ü',
        },
      ],
    },
    avro: { a: 1, B__: [null, { a: 'x' }] },
    parquetType: 'STRUCT(a INTEGER, "B ü" STRUCT(a VARCHAR)[])',
    parquet: "{'a': 1, 'B ü': [NULL, {'a': 'x'}]}",
  },
  {
    sql: "{'f1': NULL::INTEGER, 'f2': 'y', 'f3': 'z'}",
    type: 'row(integer, a varchar, "A" varchar)',
    csv: '"[null,""y"",""z""]"',
    json: '[null,"y","z"]',
    avroType: {
      type: 'record',
      name: 'row1',
      fields: [
        { name: 'field0', type: ['null', 'int'], default: null },
        { name: 'a', type: ['null', 'string'], default: null },
        { name: 'A_2', type: ['null', 'string'], default: null },
      ],
    },
    avro: { field0: null, a: 'y', A_2: 'z' },
    parquetType: 'STRUCT(field0 INTEGER, a VARCHAR, A_2 VARCHAR)',
    parquet: "{'field0': NULL::INTEGER, 'a': 'y', 'A_2': 'z'}",
  },
];

function decimal(digits: string, precision: number, scale: number, bytes: string): ExportCase {
  return {
    sql: `'${digits}'::DECIMAL(${precision},${scale})`,
    type: `decimal(${precision},${scale})`,
    csv: digits,
    json: digits,
    avroType: { type: 'bytes', logicalType: 'decimal', precision, scale },
    avro: bytes,
    parquetType: `DECIMAL(${precision},${scale})`,
  };
}

function text(sql: string, csv: string, json: string): ExportCase {
  const avro = JSON.parse(json) as string;
  return { sql, type: 'varchar', csv, json, avroType: 'string', avro, parquetType: 'VARCHAR' };
}

function shown(sql: string, type: string, value: string): ExportCase {
  return {
    sql,
    type,
    csv: value,
    json: `"${value}"`,
    avroType: 'string',
    avro: value,
    parquetType: 'VARCHAR',
    parquet: `'${value}'`,
  };
}
