import { BIGINT } from '../../types/types.ts';
import { define, type Entry } from '../define.ts';
import { once, raise } from '../duckdb/sql-text.ts';
import { refused, rendering, template } from '../forms.ts';

function hash(name: string, own: string | undefined): Entry {
  return {
    name,
    description: `The ${name.toUpperCase()} of bytes.`,
    example: `to_hex(${name}(to_utf8('a')))`,
    signatures: [`${name}(varbinary) -> varbinary`],
    duckdb: own === undefined ? refused(`DuckDB has no ${name}`) : template(`unhex(${own}($1))`),
  };
}

const PADDED = "rpad(translate($t, '-_', '+/'), CAST((length($t) + 3) // 4 * 4 AS INTEGER), '=')";

export const BINARY = define('binary', [
  hash('md5', 'md5'),
  hash('sha1', 'sha1'),
  hash('sha256', 'sha256'),
  hash('sha512', undefined),
  hash('xxhash64', undefined),
  {
    name: 'crc32',
    description: 'The CRC-32 of bytes.',
    example: "crc32(to_utf8('a'))",
    signatures: ['crc32(varbinary) -> bigint'],
    duckdb: refused('DuckDB has no crc32'),
  },
  {
    name: 'to_hex',
    description: 'The bytes as hexadecimal digits.',
    example: "to_hex(to_utf8('ü'))",
    signatures: ['to_hex(varbinary) -> varchar'],
    duckdb: template('hex($1)'),
  },
  {
    name: 'from_hex',
    description: 'The bytes that hexadecimal digits say.',
    example: "from_utf8(from_hex('6162'))",
    signatures: ['from_hex(varchar) -> varbinary'],
    duckdb: rendering((call) =>
      once(
        call,
        [call.arguments[0]!.sql],
        (text) =>
          `CASE WHEN length(${text}) % 2 = 1 THEN ${raise('the text of from_hex must have an even length', { kind: 'varbinary' })} ELSE unhex(${text}) END`,
      ),
    ),
  },
  {
    name: 'to_base64',
    description: 'The bytes in Base64.',
    example: "to_base64(to_utf8('a?b>'))",
    signatures: ['to_base64(varbinary) -> varchar'],
    duckdb: template('to_base64($1)'),
  },
  {
    name: 'from_base64',
    description: 'The bytes that a text in Base64 says.',
    example: "from_utf8(from_base64('YT9iPg=='))",
    signatures: ['from_base64(varchar) -> varbinary'],
    duckdb: rendering((call) =>
      once(
        call,
        [call.arguments[0]!.sql],
        (text) => `from_base64(rpad(${text}, CAST((length(${text}) + 3) // 4 * 4 AS INTEGER), '='))`,
      ),
    ),
  },
  {
    name: 'to_base64url',
    description: 'The bytes in Base64 with the letters that are safe in addresses.',
    example: "to_base64url(to_utf8('a?b>'))",
    signatures: ['to_base64url(varbinary) -> varchar'],
    duckdb: template("translate(to_base64($1), '+/', '-_')"),
  },
  {
    name: 'from_base64url',
    description: 'The bytes that a text in Base64 with the letters for addresses says.',
    example: "from_utf8(from_base64url('YT9iPg=='))",
    signatures: ['from_base64url(varchar) -> varbinary'],
    duckdb: rendering((call) =>
      once(call, [call.arguments[0]!.sql], (text) => `from_base64(${PADDED.replaceAll('$t', text)})`),
    ),
  },
  {
    name: 'to_big_endian_64',
    description: 'The eight bytes of a number, the highest first.',
    example: 'to_hex(to_big_endian_64(258))',
    signatures: ['to_big_endian_64(bigint) -> varbinary'],
    duckdb: template("unhex(lpad(hex($1), 16, '0'))"),
  },
  {
    name: 'from_big_endian_64',
    description: 'The number that eight bytes say, the highest first.',
    example: 'from_big_endian_64(to_big_endian_64(-2))',
    signatures: ['from_big_endian_64(varbinary) -> bigint'],
    duckdb: rendering((call) =>
      once(call, [call.arguments[0]!.sql], (bytes) => {
        const unsigned = `CAST(CAST('0x' || hex(${bytes}) AS UBIGINT) AS HUGEINT)`;
        return `CASE WHEN octet_length(${bytes}) <> 8 THEN ${raise('from_big_endian_64 takes 8 bytes', BIGINT)} ELSE CAST(CASE WHEN ${unsigned} > 9223372036854775807 THEN ${unsigned} - CAST('18446744073709551616' AS HUGEINT) ELSE ${unsigned} END AS BIGINT) END`;
      }),
    ),
  },
]);
