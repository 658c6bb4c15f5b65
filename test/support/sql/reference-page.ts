import { FUNCTIONS } from '../../../src/sql/functions/catalogue.ts';
import {
  LONGEST_PADDED,
  LONGEST_TEXT,
  MOST_ELEMENTS,
  MOST_MADE,
  MOST_QUADRATIC,
  mostWithin,
} from '../../../src/sql/functions/duckdb/limits.ts';
import type {
  EngineForm,
  FunctionCategory,
  FunctionDefinition,
} from '../../../src/sql/functions/function-definition.ts';
import { LEFT_OUT } from '../../../src/sql/functions/left-out.ts';
import { OPERATORS } from '../../../src/sql/functions/operators/operators.ts';

const CATEGORIES: readonly FunctionCategory[] = [
  'date and time',
  'text',
  'regular expressions',
  'URL',
  'JSON',
  'array',
  'map',
  'lambda',
  'math',
  'conditional',
  'conversion',
  'binary',
  'aggregate',
  'approximate aggregate',
  'statistical aggregate',
  'window',
  'operator',
];

/** `docs/sql-functions.md`: made of the table of functions alone. */
export function referencePage(): string {
  const all = [...FUNCTIONS, ...OPERATORS];
  const sections = CATEGORIES.map((category) =>
    section(
      category,
      all.filter((each) => each.category === category),
    ),
  );
  return `${[HEAD, ...sections, refusals(all), differences(all), bounds(), leftOut()].join('\n\n')}\n`;
}

const HEAD = `# SQL functions

Queries are written in the SQL of PrestoDB. These are the functions and operators they may use, the same on every engine; no others can be called. Made by \`npm run sql-reference\` from \`src/sql/functions/\`.

An answer is the same on DuckDB and PrestoDB unless a function says otherwise, in its entry or in the tables at the end. A function is NULL when an argument is NULL, unless its description says otherwise. \`T...\` stands for any number of arguments. Functions that only one of the engines has can be called all the same where the other can say them in another way.`;

function section(category: FunctionCategory, definitions: readonly FunctionDefinition[]): string {
  const title = `${category[0]!.toUpperCase()}${category.slice(1)}`;
  return [`## ${title}`, ...definitions.map(entry)].join('\n\n');
}

function entry(definition: FunctionDefinition): string {
  const { name, symbol, description, signatures, example, accuracy, difference } = definition;
  const notes = [
    `Engines: ${engines(definition)}.`,
    ...(definition.deterministic ? [] : ['Each call may give another value.']),
    ...(accuracy === undefined ? [] : [`Accuracy: ${accuracy}`]),
    ...(difference === undefined ? [] : [`Difference: ${difference}`]),
  ];
  const heading = symbol === undefined ? name : `\`${symbol}\` (${name})`;
  return `### ${heading}

${description}

\`\`\`sql
${signatures.join('\n')}
-- ${example}
\`\`\`

${notes.join(' ')}`;
}

function engines({ duckdb, presto, trino }: FunctionDefinition): string {
  const named = [
    ['DuckDB', duckdb],
    ['PrestoDB', presto],
    ['Trino', trino],
  ] as const;
  return named
    .map(([engine, form]) => (form?.form === 'refused' ? `not ${engine} (${form.reason})` : engine))
    .join(', ');
}

function refusals(definitions: readonly FunctionDefinition[]): string {
  const rows = definitions.flatMap(({ name, duckdb, presto, trino }) =>
    (
      [
        ['DuckDB', duckdb],
        ['PrestoDB', presto],
        ['Trino', trino],
      ] as const
    ).flatMap(([engine, form]) => refusal(name, engine, form)),
  );
  return `## Refused

A query that uses one of these on the engine is refused with the reason.

| Function | Engine | Reason |
|---|---|---|
${rows.join('\n')}

On DuckDB these are refused for some arguments only: units, formats, regular expressions and JSON paths that are no literals; formats with names of time zones; regular expressions with look-around, back references, possessive or atomic groups, or with repetition above 1,000; JSON paths with filters, slices, \`..\` or functions, or with an index after a wildcard; the parts of a timestamp with time zone whose zone is known only when the query runs; \`normalize\` to other forms than NFC; \`approx_percentile\` with weights.`;
}

function refusal(name: string, engine: string, form: EngineForm | undefined): readonly string[] {
  return form?.form === 'refused' ? [`| ${name} | ${engine} | ${form.reason} |`] : [];
}

function differences(definitions: readonly FunctionDefinition[]): string {
  const groups = new Map<string, string[]>();
  for (const { name, symbol, difference } of definitions) {
    if (difference === undefined) continue;
    groups.set(difference, [
      ...(groups.get(difference) ?? []),
      symbol === undefined ? name : `\`${symbol}\``,
    ]);
  }
  const rows = [...groups].map(([difference, names]) => `| ${names.join(', ')} | ${difference} |`);
  return `## Differences that remain

| Function | On DuckDB |
|---|---|
${rows.join('\n')}
| casts of floating numbers to text | A few doubles have a digit less than in Presto on Java before 19, whose text was not the shortest. |
| casts of texts to timestamps | Texts with a time zone are an error, but in literals. |
| maps | Two maps are equal when their entries are in the same order. |
| \`random\`, \`now\`, \`shuffle\` | As random, or as late, on both engines. |`;
}

function bounds(): string {
  const number = (value: number) => value.toLocaleString('en');
  return `## Bounds

DuckDB computes expressions in memory that its own limit does not count, and cannot be stopped within one. So there these end in an error that says so:

- texts that \`lpad\` and \`rpad\` make longer than ${number(LONGEST_PADDED)} characters, within lambdas as many as arrays have elements there; texts that \`repeat\`, \`array_join\`, \`replace\` and \`regexp_replace\` make, and states of \`reduce\`, longer than ${number(LONGEST_TEXT)} bytes or elements;
- arrays that \`sequence\` and \`repeat\` make longer than ${number(MOST_ELEMENTS)}, within a lambda ${mostWithin(1)}, within two ${mostWithin(2)}, within more ${mostWithin(3)}; as many elements a function with a lambda goes through there;
- \`ngrams\` of more than ${number(MOST_MADE)} elements together, \`combinations\` of more than about 2,000; \`array_cum_sum\`, and \`array_sort\` by a function, of more than ${number(MOST_QUADRATIC)} elements;
- \`strpos\` and \`strrpos\` with the number of an occurrence in texts of more than 2,000 characters; \`levenshtein_distance\` of texts whose lengths have a product above 1,000,000, as in PrestoDB.

\`LIKE\` with ESCAPE takes a pattern that is a literal or a parameter.`;
}

function leftOut(): string {
  const rows = LEFT_OUT.map(
    ({ names, reason }) => `| ${names.map((name) => `\`${name}\``).join(', ')} | ${reason} |`,
  );
  return `## Left out

PrestoDB 0.287 has these functions too (\`*\` stands for any end of a name).

| Functions | Why |
|---|---|
${rows.join('\n')}

Forms that are left out: \`time with time zone\` and \`char(n)\` cannot be had on DuckDB, so neither \`AT TIME ZONE\` of a time of day nor \`||\` of a \`char\` (PrestoDB alone answers them); functions of text take no \`char\`, and no bytes but \`concat\`, \`length\` and those of the section Binary; lambdas that compare, in \`array_top_n\`, \`map_top_n_keys\` and \`map_top_n_values\`, and that of \`split_to_map\`: sort with \`array_sort\`, or take \`split_to_multimap\`.`;
}
