/**
 * JSON that is a text may be none: then Presto's functions give NULL, and DuckDB's would fail, so it is looked at first.
 */
import { define } from '../define.ts';
import { literalAt, once, raise } from '../duckdb/sql-text.ts';
import { refuse } from '../engine-refusal.ts';
import { rendering, template } from '../forms.ts';
import type { RenderedCall } from '../function-definition.ts';
import { translateJsonPath } from '../json-path.ts';

const NUMBERS = 'Numbers are written anew: 1.50 becomes 1.5 and 1e5 becomes 100000.0.';

/** `body` with the JSON where it is valid, NULL where not. */
function valid(call: RenderedCall, body: (json: string) => string): string {
  return once(call, [call.arguments[0]!.sql], (json) =>
    call.arguments[0]!.type.kind === 'json'
      ? body(json)
      : `CASE WHEN json_valid(${json}) THEN ${body(json)} END`,
  );
}

const path = (call: RenderedCall) => translateJsonPath(literalAt(call, 1, 'the JSON path'));

/** The path of one part. */
function onePart(call: RenderedCall): string {
  const [first, ...others] = path(call).segments;
  if (others.length === 0) return first;
  return refuse(
    `${call.arguments[1]!.literal} names many parts: take them with json_extract, and CAST(… AS array(varchar))`,
  );
}

/** What a path names; with wildcards an array of all that is there, and NULL when what they would be parts of is not. */
function partOf(call: RenderedCall, json: string): string {
  const [first, ...others] = path(call).segments;
  const start = `json_extract(${json}, ${first})`;
  if (others.length === 0) return start;
  const partsOf = (value: string) =>
    `CASE json_type(${value}) WHEN 'ARRAY' THEN json_extract(${value}, '$[*]') WHEN 'OBJECT' THEN json_extract(${value}, '$.*') ELSE CAST([] AS JSON[]) END`;
  let list = partsOf(start);
  for (const [index, segment] of others.entries()) {
    const [x, y, z] = [call.fresh(), call.fresh(), call.fresh()];
    if (segment !== "'$'") {
      list = `list_filter(list_transform(${list}, lambda ${x}: json_extract(${x}, ${segment})), lambda ${y}: ${y} IS NOT NULL)`;
    }
    if (index < others.length - 1) list = `flatten(list_transform(${list}, lambda ${z}: ${partsOf(z)}))`;
  }
  return `CASE WHEN ${start} IS NOT NULL THEN to_json(${list}) END`;
}

/** Signatures over JSON and over text that has it. */
function both(signature: string): readonly string[] {
  return [signature.replace('JSON', 'json'), signature.replace('JSON', 'varchar')];
}

function contains(call: RenderedCall): string {
  const [, argument] = call.arguments;
  return valid(call, (json) =>
    once(call, [argument!.sql], (value) => {
      const e = call.fresh();
      const kinds: Readonly<Record<string, string>> = {
        boolean: `json_type(${e}) = 'BOOLEAN' AND CAST(${e} AS BOOLEAN) = ${value}`,
        bigint: `json_type(${e}) IN ('UBIGINT', 'BIGINT') AND TRY_CAST(${e} AS BIGINT) = ${value}`,
        double: `json_type(${e}) IN ('DOUBLE') AND CAST(${e} AS DOUBLE) = ${value}`,
        varchar: `json_type(${e}) = 'VARCHAR' AND json_extract_string(${e}, '$') = ${value}`,
      };
      const found = `list_filter(json_extract(${json}, '$[*]'), lambda ${e}: ${kinds[argument!.type.kind]})`;
      return `CASE WHEN json_type(${json}) = 'ARRAY' AND ${value} IS NOT NULL THEN len(${found}) > 0 END`;
    }),
  );
}

export const JSON_FUNCTIONS = define('JSON', [
  {
    name: 'json_extract',
    description:
      'The part of a JSON value that a path such as $.a["b c"][0] names; NULL when there is none. With a wildcard, as in $.items[*].price, an array of all such parts.',
    example: `json_extract('{"a": {"b": [10, 20]}}', '$.a.b[1]')`,
    signatures: both('json_extract(JSON, varchar) -> json'),
    duckdb: rendering((call) => valid(call, (json) => partOf(call, json))),
    difference: NUMBERS,
  },
  {
    name: 'json_extract_scalar',
    description: 'The text, number or boolean that a path names, as text; NULL for all else.',
    example: `json_extract_scalar('{"page": {"title": "Home"}}', '$.page.title')`,
    signatures: [
      'json_extract_scalar(json, varchar) -> varchar',
      'json_extract_scalar(varchar(x), varchar) -> varchar(x)',
    ],
    duckdb: rendering((call) =>
      valid(call, (json) => {
        const where = onePart(call);
        return `CASE WHEN json_type(${json}, ${where}) NOT IN ('OBJECT', 'ARRAY') THEN json_extract_string(${json}, ${where}) END`;
      }),
    ),
    difference: NUMBERS,
  },
  {
    name: 'json_array_length',
    description: 'How many elements a JSON array has; NULL when it is none.',
    example: "json_array_length('[1, 2, 3]')",
    signatures: both('json_array_length(JSON) -> bigint'),
    duckdb: rendering((call) =>
      valid(
        call,
        (json) =>
          `CASE WHEN json_type(${json}) = 'ARRAY' THEN CAST(json_array_length(${json}) AS BIGINT) END`,
      ),
    ),
  },
  {
    name: 'json_array_contains',
    description: 'Whether a JSON array has a value of that type; NULL when it is none.',
    example: "json_array_contains('[1, 2, 3]', 2)",
    signatures: ['bigint', 'double', 'boolean', 'varchar'].flatMap((type) =>
      both(`json_array_contains(JSON, ${type}) -> boolean`),
    ),
    duckdb: rendering(contains),
  },
  {
    name: 'json_array_get',
    description: 'An element of a JSON array, counted from 0, or from the end when negative.',
    example: "json_array_get('[10, 20]', -1)",
    signatures: both('json_array_get(JSON, bigint) -> json'),
    duckdb: rendering((call) =>
      valid(call, (json) => {
        const elements = `json_extract(${json}, '$[*]')`;
        return once(
          call,
          [call.arguments[1]!.sql],
          (index) => `${elements}[CASE WHEN ${index} < 0 THEN ${index} ELSE ${index} + 1 END]`,
        );
      }),
    ),
    difference:
      'Presto gives a text out of the array without its quotes, which is no JSON; DuckDB keeps them.',
  },
  {
    name: 'json_size',
    description: 'How many elements the array or object has that a path names; 0 for a scalar.',
    example: `json_size('{"a": [1, 2]}', '$.a')`,
    signatures: both('json_size(JSON, varchar) -> bigint'),
    duckdb: rendering((call) =>
      valid(call, (json) =>
        once(
          call,
          [partOf(call, json)],
          (part) =>
            `CASE json_type(${part}) WHEN 'ARRAY' THEN CAST(json_array_length(${part}) AS BIGINT) WHEN 'OBJECT' THEN len(json_keys(${part})) ELSE CASE WHEN ${part} IS NOT NULL THEN 0 END END`,
        ),
      ),
    ),
  },
  {
    name: 'is_json_scalar',
    description: 'Whether a JSON value is a text, a number, a boolean or null.',
    example: "is_json_scalar('[1]')",
    signatures: both('is_json_scalar(JSON) -> boolean'),
    duckdb: template("(json_type($1) NOT IN ('ARRAY', 'OBJECT'))"),
  },
  {
    name: 'json_parse',
    description: 'The JSON value that a text says.',
    example: `json_parse('{"a": [1, 2]}')`,
    signatures: ['json_parse(varchar) -> json'],
    duckdb: rendering((call) =>
      once(
        call,
        [call.arguments[0]!.sql],
        (text) =>
          `CASE WHEN json_valid(${text}) THEN json(${text}) WHEN ${text} IS NOT NULL THEN ${raise('the text is no JSON', { kind: 'json' })} END`,
      ),
    ),
    difference: `${NUMBERS} Presto sorts the keys of objects, DuckDB keeps their order.`,
  },
  {
    name: 'json_format',
    description: 'The text of a JSON value.',
    example: `json_format(json_parse('[1, "a"]'))`,
    signatures: ['json_format(json) -> varchar'],
    duckdb: template('CAST($1 AS VARCHAR)'),
    difference: 'Presto writes characters beyond U+FFFF as two escapes, DuckDB as they are.',
  },
]);
