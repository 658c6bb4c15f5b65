/**
 * Queries that mean something: text over the project of `sql-environment.ts`, with the columns they must have. Names are
 * taken from what is in scope, WITH names hide and nest, and letters of names vary.
 */
import type { Dice } from '../simulation/dice.ts';

export type Kind = 'bigint' | 'varchar' | 'double' | 'boolean' | 'timestamp' | 'array(varchar)';

const KINDS: readonly Kind[] = ['bigint', 'varchar', 'double', 'boolean', 'timestamp', 'array(varchar)'];

export interface TypedColumn {
  readonly name: string;
  readonly kind: Kind;
}

export interface TypedQuery {
  readonly sql: string;
  readonly columns: readonly TypedColumn[];
}

interface Source {
  readonly alias: string;
  readonly columns: readonly TypedColumn[];
}

interface Table {
  readonly name: string;
  readonly columns: readonly TypedColumn[];
}

const PAGEVIEW: Table = {
  name: 'pageview',
  columns: [
    { name: 'url', kind: 'varchar' },
    { name: '_user', kind: 'varchar' },
    { name: 'price', kind: 'double' },
    { name: 'n', kind: 'bigint' },
    { name: 'ok', kind: 'boolean' },
    { name: 'tags', kind: 'array(varchar)' },
    { name: '_time', kind: 'timestamp' },
    { name: '_shard_time', kind: 'timestamp' },
    { name: '_batch', kind: 'bigint' },
  ],
};

const TABLES: readonly Table[] = [
  PAGEVIEW,
  { ...PAGEVIEW, name: 'collection.pageview' },
  { name: 'continuous.daily', columns: [{ name: 'total', kind: 'bigint' }] },
  { name: 'users', columns: [{ name: 'email', kind: 'varchar' }] },
];

/** `comparable`: it has one answer whichever engine runs it: no LIMIT that chooses, no function that may fail, no NaN. */
export function generateTypedQuery(dice: Dice, depth: number, comparable = false): TypedQuery {
  return new Generator(dice, comparable).query(depth, [], []);
}

class Generator {
  readonly #dice: Dice;
  readonly #comparable: boolean;
  #names = 0;

  constructor(dice: Dice, comparable: boolean) {
    this.#dice = dice;
    this.#comparable = comparable;
  }

  query(depth: number, outer: readonly Source[], known: readonly Table[]): TypedQuery {
    const dice = this.#dice;
    let tables = known;
    const definitions: string[] = [];
    for (let count = depth > 0 && dice.chance(0.3) ? dice.between(1, 2) : 0; count > 0; count--) {
      const inner = this.query(depth - 1, [], tables);
      // At times the name of a collection, which it hides from here on.
      const name = dice.chance(0.2) ? 'pageview' : this.#fresh('w');
      if (definitions.some((definition) => definition.startsWith(`${name} `))) continue;
      definitions.push(
        `${name} (${inner.columns.map((column) => column.name).join(', ')}) AS (${inner.sql})`,
      );
      tables = [{ name, columns: inner.columns }, ...tables.filter((table) => table.name !== name)];
    }
    const body = this.#body(depth, outer, tables);
    const sql = definitions.length === 0 ? body.sql : `WITH ${definitions.join(', ')} ${body.sql}`;
    return { ...body, sql };
  }

  #body(depth: number, outer: readonly Source[], tables: readonly Table[]): TypedQuery {
    const dice = this.#dice;
    const kinds = Array.from({ length: dice.between(1, 3) }, () => dice.pick(KINDS));
    const first = this.#select(depth, outer, tables, kinds);
    if (depth === 0 || !dice.chance(0.2)) return first;
    const second = this.#select(depth - 1, outer, tables, kinds);
    const keys = this.#comparable ? first.columns.map(({ name }) => name) : [first.columns[0]!.name, '1'];
    const limit = dice.chance(0.5) ? ` ORDER BY ${keys.join(', ')} LIMIT 10` : '';
    return { sql: `${first.sql} UNION ALL ${second.sql}${limit}`, columns: first.columns };
  }

  #select(
    depth: number,
    outer: readonly Source[],
    tables: readonly Table[],
    kinds: readonly Kind[],
  ): TypedQuery {
    const dice = this.#dice;
    const sources: Source[] = [];
    const from = this.#from(depth, outer, tables, sources);
    const scope = [...outer, ...sources];
    const columns = kinds.map((kind) => ({ name: this.#fresh('c'), kind }));
    const where = dice.chance(0.5) ? ` WHERE ${this.#expression('boolean', depth, scope, tables)}` : '';
    const keys = kinds.map((kind) => this.#expression(kind, 1, scope, tables, true));
    if (dice.chance(0.3)) {
      const items = columns.map(({ name, kind }, index) => {
        return index === 0 || kind !== 'bigint' ? `${keys[index]} AS ${name}` : `count(*) AS ${name}`;
      });
      const groups = items.flatMap((item, index) =>
        item.startsWith('count(*)') ? [] : [dice.chance(0.5) ? keys[index]! : String(index + 1)],
      );
      // A literal is no key, and a number would be the place of a column.
      const by = groups.map((group) => (/^\d+$/.test(group) && Number(group) > columns.length ? '1' : group));
      return { sql: `SELECT ${items.join(', ')}${from}${where} GROUP BY ${by.join(', ')}`, columns };
    }
    const items = columns.map(
      ({ name, kind }) =>
        `${this.#expression(kind, depth + 1, scope, tables)} ${dice.pick(['AS ', ''])}${name}`,
    );
    return { sql: `SELECT ${items.join(', ')}${from}${where}`, columns };
  }

  #from(depth: number, outer: readonly Source[], tables: readonly Table[], sources: Source[]): string {
    const dice = this.#dice;
    const count = dice.between(1, 3);
    let text = '';
    for (let index = 0; index < count; index++) {
      const alias = this.#fresh('t');
      const array = dice.chance(0.2) ? this.#column('array(varchar)', sources) : undefined;
      if (array !== undefined) {
        text += ` CROSS JOIN UNNEST(${array}) AS ${alias} (u)`;
        sources.push({ alias, columns: [{ name: 'u', kind: 'varchar' }] });
        continue;
      }
      const inner = depth > 0 && dice.chance(0.3) ? this.query(depth - 1, outer, tables) : undefined;
      const table = dice.pick([
        ...tables,
        ...TABLES.filter((known) => tables.every(({ name }) => name !== known.name)),
      ]);
      const source = { alias, columns: inner?.columns ?? table.columns };
      const read = `${inner === undefined ? this.#letters(table.name) : `(${inner.sql})`} ${alias}`;
      if (index === 0) {
        text = ` FROM ${read}`;
      } else {
        const around = dice.chance(0.2) ? outer : [];
        const condition = this.#expression(
          'boolean',
          dice.between(0, 1),
          [...around, ...sources, source],
          tables,
        );
        text += ` ${dice.pick(['JOIN', 'LEFT JOIN', 'FULL JOIN'])} ${read} ON ${condition}`;
      }
      sources.push(source);
    }
    return text;
  }

  /** `plain`: a column, or a literal that is no number. */
  #expression(
    kind: Kind,
    depth: number,
    scope: readonly Source[],
    tables: readonly Table[],
    plain = false,
  ): string {
    const dice = this.#dice;
    const column = this.#column(kind, scope);
    if (plain || depth <= 0 || dice.chance(0.3)) return column ?? LITERALS[kind];
    const of = (other: Kind) => this.#expression(other, depth - 1, scope, tables);
    const forms = FORMS[kind](of, (other) => this.#expression(other, 0, scope, tables));
    const subquery = depth > 1 && kind !== 'array(varchar)' && dice.chance(0.15);
    if (subquery) {
      const seen = this.#comparable && dice.chance(0.5) ? [] : scope.slice(-2);
      const inner = this.#select(0, seen, tables, [kind]);
      if (kind === 'boolean') return `EXISTS (${inner.sql})`;
      if (!this.#comparable) return `(${inner.sql} LIMIT 1)`;
      return `(SELECT max(${inner.columns[0]!.name}) FROM (${inner.sql}) ${this.#fresh('s')})`;
    }
    const usable = this.#comparable ? forms.filter((form) => !MAY_FAIL.test(form)) : forms;
    return dice.pick([...usable, `CASE WHEN ${of('boolean')} THEN ${of(kind)} ELSE ${of(kind)} END`]);
  }

  #column(kind: Kind, scope: readonly Source[]): string | undefined {
    const fitting = scope.flatMap(({ alias, columns }) =>
      columns.filter((column) => column.kind === kind).map(({ name }) => `${alias}.${name}`),
    );
    return fitting.length === 0 ? undefined : this.#letters(this.#dice.pick(fitting));
  }

  /** Quotes and letters of a name do not matter. */
  #letters(name: string): string {
    const dice = this.#dice;
    return name
      .split('.')
      .map((part) =>
        dice.chance(0.1) ? `"${part.toUpperCase()}"` : dice.chance(0.1) ? part.toUpperCase() : part,
      )
      .join('.');
  }

  #fresh(prefix: string): string {
    return `${prefix}${this.#names++}`;
  }
}

const LITERALS: Readonly<Record<Kind, string>> = {
  bigint: "BIGINT '7'",
  varchar: "CAST('x' AS varchar)",
  double: '1.5e0',
  boolean: 'TRUE',
  timestamp: "TIMESTAMP '2024-02-29 12:00:00'",
  'array(varchar)': "CAST(ARRAY['x'] AS array(varchar))",
};

/** Which of the forms may fail, or give NaN. */
const MAY_FAIL = /^sqrt\(|\)\[1\]$/;

type Sub = (kind: Kind) => string;

/** Expressions of each kind; `plain` gives what can stand in a lambda. */
const FORMS: Readonly<Record<Kind, (of: Sub, plain: Sub) => readonly string[]>> = {
  bigint: (of) => [
    `(${of('bigint')} + ${of('bigint')})`,
    `length(${of('varchar')})`,
    `EXTRACT(year FROM ${of('timestamp')})`,
    `date_diff('day', ${of('timestamp')}, ${of('timestamp')})`,
    `cardinality(${of('array(varchar)')})`,
    `coalesce(${of('bigint')}, 0)`,
  ],
  varchar: (of) => [
    `(${of('varchar')} || ${of('varchar')})`,
    `lower(${of('varchar')})`,
    `CAST(${of('bigint')} AS varchar)`,
    `element_at(${of('array(varchar)')}, 1)`,
    `(${of('array(varchar)')})[1]`,
  ],
  double: (of) => [
    `(${of('double')} * ${of('bigint')})`,
    `(- ${of('double')})`,
    `sqrt(${of('double')})`,
    `to_unixtime(${of('timestamp')})`,
  ],
  boolean: (of) => [
    `(${of('bigint')} < ${of('double')})`,
    `(${of('varchar')} = ${of('varchar')})`,
    `(${of('boolean')} AND NOT ${of('boolean')})`,
    `(${of('timestamp')} BETWEEN ${of('timestamp')} AND DATE '2024-03-01')`,
    `(${of('varchar')} IN ('a', ${of('varchar')}))`,
    `(${of('varchar')} LIKE 'a%')`,
    `(${of('double')} IS NULL)`,
    `contains(${of('array(varchar)')}, ${of('varchar')})`,
  ],
  timestamp: (of) => [
    `(${of('timestamp')} + INTERVAL '1' DAY)`,
    `date_trunc('hour', ${of('timestamp')})`,
    `CAST(${of('timestamp')} AS timestamp)`,
  ],
  'array(varchar)': (of, plain) => [
    `(${of('array(varchar)')} || ${of('varchar')})`,
    `ARRAY[${of('varchar')}, ${of('varchar')}]`,
    `transform(${of('array(varchar)')}, el -> lower(el) || ${plain('varchar')})`,
    `filter(${of('array(varchar)')}, el -> el <> ${plain('varchar')})`,
  ],
};
