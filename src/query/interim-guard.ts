/**
 * Turns the text of a query into SQL for DuckDB, or refuses it, until the SQL compiler takes its place. The engine's
 * own parser makes the syntax tree, so nothing can be read differently here than there. Then:
 *
 * 1. The tree is walked with default deny: a node, a member of a node, a function or a type that is not listed below
 *    is refused. Tables are the project's collections, `$invalid_schema`, `_all` and the query's own WITH names.
 * 2. Each table is replaced by a subquery that we print: columns under the names users write, hidden ones only when the
 *    query names them. WITH names are renamed, so that a mistake about their scope ends in "no such table" and never
 *    in a table of the engine.
 * 3. The tree is printed, the printed text is parsed again, and that tree is walked again, now with nothing allowed
 *    but the physical tables chosen in step 2: what is authorised last is the very text that the engine gets.
 *
 * Length: one file on purpose, because it is to be deleted as a whole.
 */
import type { Collection } from '../model/collection.ts';
import { ENVELOPE, LAKE_COLUMNS } from '../model/envelope.ts';
import { containerOf, elementTypeOf, type FieldType, type ScalarType } from '../model/field-type.ts';
import { internalError, userError } from '../platform/errors.ts';
import { nearest } from '../platform/nearest.ts';
import { placeOfByte, placeOfCharacter, QueryTextError, type TextPlace } from './query-text-error.ts';

/** The engine's parser and printer, on an instance of its own that holds no data. */
export interface SqlJson {
  /** The trees of the statements as JSON text, or JSON text that says what is wrong. */
  parse(sql: string): Promise<string>;
  print(json: string): Promise<string>;
}

export interface GuardedQuery {
  readonly text: string;
  readonly collections: readonly Collection[];
  /** Ids of collections that have no table in the lake yet: they are printed as empty. */
  readonly withoutTable: ReadonlySet<number>;
  /** The largest LIMIT that is allowed. */
  readonly maxRows: number;
  /** At most so many rows are asked for. */
  readonly limit: number | undefined;
}

export interface GuardedSql {
  readonly sql: string;
  /** Collections whose tables the text reads. */
  readonly collections: readonly Collection[];
  /** Where the query names a column (its last name) for the first time. */
  placeOfColumn(name: string): TextPlace | undefined;
}

/** The schema of the engine in which collections' tables lie. */
const DATA_SCHEMA = 'data';

/** Nested comments cost the engine's parser time that grows with the square of their depth. */
const MAX_COMMENTS = 200;

type Node = { [member: string]: unknown };

export async function guardQuery(sqlJson: SqlJson, query: GuardedQuery): Promise<GuardedSql> {
  const text = query.text.replace(/[\s;]+$/, '');
  if (text.trim() === '') throw new QueryTextError('QUERY_INVALID', 'query is empty', undefined);
  if (text.includes('\0')) throw new QueryTextError('QUERY_INVALID', 'query has a zero character', undefined);
  if (text.split('/*').length > MAX_COMMENTS) {
    throw new QueryTextError('QUERY_NOT_SUPPORTED', 'query has too many comments', undefined);
  }
  const statement = singleStatement(readTree(await sqlJson.parse(text)), text);
  const asked = new AskedTables(text, query);
  new Walk(text, asked).statement(statement, new Map());
  limitRows(statement, query, text);

  const sources = asked.sources();
  if (sources.length > 0) {
    const parsed = readTree(await sqlJson.parse(sources.map(({ sql }) => sql).join(';\n')));
    const trees = statementsOf(parsed);
    if (trees.length !== sources.length) throw misprinted('sources');
    sources.forEach(({ nodes }, index) => {
      for (const node of nodes) replaceTable(node, trees[index] as Node);
    });
  }
  const sql = await sqlJson.print(JSON.stringify({ error: false, statements: [statement] }));
  const printed = singleStatement(readTree(await sqlJson.parse(sql)), text);
  new Walk(text, new PrintedTables(asked.physicalTables(), asked.commonTables())).statement(
    printed,
    new Map(),
  );
  return { sql, collections: asked.used(), placeOfColumn: (name) => asked.placeOfColumn(name) };
}

function misprinted(what: string): Error {
  return internalError('QUERY_MISPRINTED', `could not prepare the ${what} of the query`);
}

// ------------------------------------------------------------------------------------------------------- trees

/** Keeps the digits of numbers that JavaScript would change: large integers, and doubles written with a point. */
function readTree(json: string): Node {
  return JSON.parse(json, function (this: unknown, _key, value: unknown, context?: { source?: string }) {
    const source = context?.source;
    return typeof value === 'number' && source !== undefined && String(value) !== source
      ? raw(source)
      : value;
  } as (key: string, value: unknown) => unknown) as Node;
}

const { rawJSON: raw } = JSON as unknown as { rawJSON(source: string): unknown };

function statementsOf(tree: Node): readonly Node[] {
  return Array.isArray(tree['statements']) ? (tree['statements'] as Node[]) : [];
}

/** Errors of the parser count characters; locations in trees count bytes. */
function placeInError(tree: Node, text: string): TextPlace | undefined {
  return tree['position'] === undefined ? undefined : placeOfCharacter(text, Number(tree['position']));
}

function singleStatement(tree: Node, text: string): Node {
  if (tree['error'] === true) {
    const message = String(tree['error_message']);
    if (tree['error_type'] === 'not implemented') {
      throw new QueryTextError('QUERY_NOT_SUPPORTED', 'only SELECT statements are supported', undefined);
    }
    const place = placeInError(tree, text);
    const hint = /near "\$/.test(message)
      ? { hint: `write names such as "${INVALID}" in double quotes` }
      : {};
    throw new QueryTextError('QUERY_SYNTAX', message, place, hint);
  }
  const [statement, ...others] = statementsOf(tree);
  if (statement === undefined) throw new QueryTextError('QUERY_INVALID', 'query is empty', undefined);
  if (others.length > 0) {
    throw new QueryTextError('QUERY_NOT_SUPPORTED', 'only one statement at a time is supported', undefined);
  }
  return statement;
}

// -------------------------------------------------------------------------------------------------------- walk

/** How the value of a member is walked. `leaf`: not at all; `none`: it must be empty. */
type Member =
  | 'leaf'
  | 'none'
  | 'query'
  | 'statement'
  | 'table'
  | 'expression'
  | 'expressions'
  | 'rows'
  | 'orders'
  | 'order list'
  | 'modifiers'
  | 'with'
  | 'cases'
  | 'named'
  | 'type'
  | 'types'
  | 'value';

type Shape = Readonly<Record<string, Member>>;

const IN_QUERY: Shape = { type: 'leaf', cte_map: 'with', modifiers: 'modifiers' };

const QUERIES: Readonly<Record<string, Shape>> = {
  SELECT_NODE: {
    ...IN_QUERY,
    select_list: 'expressions',
    from_table: 'table',
    where_clause: 'expression',
    group_expressions: 'expressions',
    group_sets: 'leaf',
    aggregate_handling: 'leaf',
    having: 'expression',
    sample: 'leaf',
    qualify: 'expression',
  },
  SET_OPERATION_NODE: { ...IN_QUERY, setop_type: 'leaf', left: 'query', right: 'query', setop_all: 'leaf' },
};

const MODIFIERS: Readonly<Record<string, Shape>> = {
  LIMIT_MODIFIER: { type: 'leaf', limit: 'expression', offset: 'expression' },
  LIMIT_PERCENT_MODIFIER: { type: 'leaf', limit: 'expression', offset: 'expression' },
  ORDER_MODIFIER: { type: 'leaf', orders: 'order list' },
  DISTINCT_MODIFIER: { type: 'leaf', distinct_on_targets: 'expressions' },
};

const IN_TABLE: Shape = { type: 'leaf', alias: 'leaf', sample: 'leaf', query_location: 'leaf' };

const TABLES: Readonly<Record<string, Shape>> = {
  BASE_TABLE: {
    ...IN_TABLE,
    schema_name: 'leaf',
    table_name: 'leaf',
    catalog_name: 'leaf',
    column_name_alias: 'leaf',
    at_clause: 'none',
  },
  SUBQUERY: { ...IN_TABLE, subquery: 'statement', column_name_alias: 'leaf' },
  JOIN: {
    ...IN_TABLE,
    left: 'table',
    right: 'table',
    condition: 'expression',
    join_type: 'leaf',
    ref_type: 'leaf',
    using_columns: 'leaf',
    delim_flipped: 'leaf',
    duplicate_eliminated_columns: 'none',
  },
  TABLE_FUNCTION: { ...IN_TABLE, function: 'leaf', column_name_alias: 'leaf', with_ordinality: 'leaf' },
  EXPRESSION_LIST: { ...IN_TABLE, expected_names: 'leaf', expected_types: 'types', values: 'rows' },
  EMPTY: IN_TABLE,
};

const IN_EXPRESSION: Shape = { class: 'leaf', type: 'leaf', alias: 'leaf', query_location: 'leaf' };

const EXPRESSIONS: Readonly<Record<string, Shape>> = {
  BETWEEN: { ...IN_EXPRESSION, input: 'expression', lower: 'expression', upper: 'expression' },
  CASE: { ...IN_EXPRESSION, case_checks: 'cases', else_expr: 'expression' },
  CAST: { ...IN_EXPRESSION, child: 'expression', cast_type: 'type', try_cast: 'leaf' },
  COLLATE: { ...IN_EXPRESSION, child: 'expression', collation: 'leaf' },
  COLUMN_REF: { ...IN_EXPRESSION, column_names: 'leaf' },
  COMPARISON: { ...IN_EXPRESSION, left: 'expression', right: 'expression' },
  CONJUNCTION: { ...IN_EXPRESSION, children: 'expressions' },
  CONSTANT: { ...IN_EXPRESSION, value: 'value' },
  FUNCTION: {
    ...IN_EXPRESSION,
    function_name: 'leaf',
    schema: 'leaf',
    catalog: 'leaf',
    children: 'expressions',
    filter: 'expression',
    order_bys: 'orders',
    distinct: 'leaf',
    is_operator: 'leaf',
    export_state: 'none',
  },
  LAMBDA: { ...IN_EXPRESSION, lhs: 'expression', expr: 'expression' },
  OPERATOR: { ...IN_EXPRESSION, children: 'expressions' },
  STAR: {
    ...IN_EXPRESSION,
    relation_name: 'leaf',
    exclude_list: 'leaf',
    replace_list: 'named',
    columns: 'leaf',
    expr: 'expression',
    qualified_exclude_list: 'leaf',
    rename_list: 'leaf',
  },
  SUBQUERY: {
    ...IN_EXPRESSION,
    subquery_type: 'leaf',
    subquery: 'statement',
    child: 'expression',
    comparison_type: 'leaf',
  },
  WINDOW: {
    ...IN_EXPRESSION,
    function_name: 'leaf',
    schema: 'leaf',
    catalog: 'leaf',
    children: 'expressions',
    partitions: 'expressions',
    orders: 'order list',
    start: 'leaf',
    end: 'leaf',
    start_expr: 'expression',
    end_expr: 'expression',
    offset_expr: 'expression',
    default_expr: 'expression',
    ignore_nulls: 'leaf',
    filter_expr: 'expression',
    exclude_clause: 'leaf',
    distinct: 'leaf',
    arg_orders: 'order list',
  },
};

/** Lower-case WITH name → the name it was given. */
type Scope = ReadonlyMap<string, string>;

/** What a walk does about tables and columns. */
interface Tables {
  readonly text: string;
  table(node: Node, scope: Scope): void;
  column(node: Node): void;
  /** The new name of a WITH name. */
  commonTable(name: string): string;
}

class Walk {
  readonly #text: string;
  readonly #tables: Omit<Tables, 'text'>;

  constructor(text: string, tables: Omit<Tables, 'text'>) {
    this.#text = text;
    this.#tables = tables;
  }

  statement(statement: Node, scope: Scope): void {
    for (const member of Object.keys(statement)) {
      if (member !== 'node' && member !== 'named_param_map') throw this.#unsupported(statement, member);
    }
    if ((statement['named_param_map'] as unknown[]).length > 0) {
      throw new QueryTextError('QUERY_NOT_SUPPORTED', 'parameters are not supported', undefined);
    }
    this.#query(statement['node'] as Node, scope);
  }

  #query(node: Node, outer: Scope): void {
    const shape = QUERIES[String(node['type'])];
    if (shape === undefined) throw this.#unsupported(node, kindName(node));
    // WITH names are known to the rest of the query, so they come first.
    const scope = this.#with(node['cte_map'] as Node, outer);
    this.#members(node, shape, scope);
  }

  /** A WITH query sees the names before it, never its own: recursion is refused by its node's kind. */
  #with(map: Node, outer: Scope): Scope {
    const scope = new Map(outer);
    for (const entry of map['map'] as { key: string; value: Node }[]) {
      const { query, aliases, materialized, key_targets: targets, ...others } = entry.value;
      const [unknown] = Object.keys(others);
      if (unknown !== undefined) throw this.#unsupported(entry.value, unknown);
      if (!Array.isArray(targets) || targets.length > 0 || !Array.isArray(aliases)) {
        throw this.#unsupported(entry.value, 'WITH … USING KEY');
      }
      if (typeof materialized !== 'string') throw this.#unsupported(entry.value, 'WITH');
      this.statement(query as Node, scope);
      const name = this.#tables.commonTable(entry.key);
      scope.set(entry.key.toLowerCase(), name);
      entry.key = name;
    }
    return scope;
  }

  #members(node: Node, shape: Shape, scope: Scope): void {
    for (const [name, value] of Object.entries(node)) {
      const member = Object.hasOwn(shape, name) ? shape[name] : undefined;
      if (member === undefined) throw this.#unsupported(node, name);
      if (member === 'leaf' || member === 'with' || value === null) continue;
      this.#member(node, name, member, value, scope);
    }
  }

  #member(node: Node, name: string, member: Member, value: unknown, scope: Scope): void {
    switch (member) {
      case 'none':
        if (value !== false && !(Array.isArray(value) && value.length === 0)) {
          throw this.#unsupported(node, name);
        }
        return;
      case 'query':
        this.#query(value as Node, scope);
        return;
      case 'statement':
        this.statement(value as Node, scope);
        return;
      case 'table':
        this.#table(value as Node, scope);
        return;
      case 'expression':
        this.#expression(value as Node, scope);
        return;
      case 'expressions':
        for (const child of value as Node[]) this.#expression(child, scope);
        return;
      case 'rows':
        for (const row of value as Node[][]) for (const child of row) this.#expression(child, scope);
        return;
      case 'orders':
        this.#members(value as Node, MODIFIERS['ORDER_MODIFIER'] as Shape, scope);
        return;
      case 'order list':
        for (const order of value as Node[]) {
          this.#members(order, { type: 'leaf', null_order: 'leaf', expression: 'expression' }, scope);
        }
        return;
      case 'modifiers':
        for (const modifier of value as Node[]) {
          const shape = MODIFIERS[String(modifier['type'])];
          if (shape === undefined) throw this.#unsupported(modifier, String(modifier['type']));
          this.#members(modifier, shape, scope);
        }
        return;
      case 'cases':
        for (const check of value as Node[]) {
          this.#members(check, { when_expr: 'expression', then_expr: 'expression' }, scope);
        }
        return;
      case 'named':
        for (const entry of value as Node[]) {
          this.#members(entry, { key: 'leaf', value: 'expression' }, scope);
        }
        return;
      case 'type':
        this.#type(value as Node, node);
        return;
      case 'types':
        for (const type of value as Node[]) this.#type(type, node);
        return;
      case 'value':
        this.#type((value as Node)['type'] as Node, node);
        return;
      default:
        throw this.#unsupported(node, name);
    }
  }

  #table(node: Node, scope: Scope): void {
    const kind = String(node['type']);
    const shape = Object.hasOwn(TABLES, kind) ? TABLES[kind] : undefined;
    if (shape === undefined) throw this.#unsupported(node, kindName(node));
    this.#members(node, shape, scope);
    if (kind === 'BASE_TABLE') this.#tables.table(node, scope);
    if (kind === 'TABLE_FUNCTION') this.#tableFunction(node['function'] as Node, scope);
  }

  #tableFunction(call: Node, scope: Scope): void {
    const name = String(call['function_name']).toLowerCase();
    if (call['class'] !== 'FUNCTION' || !TABLE_FUNCTIONS.has(name) || !isPlainCall(call)) {
      throw this.#refused(call, `table function "${call['function_name']}" is not supported`, {
        hint: `supported are ${[...TABLE_FUNCTIONS].join(', ')}`,
      });
    }
    this.#members(call, EXPRESSIONS['FUNCTION'] as Shape, scope);
  }

  #expression(node: Node, scope: Scope): void {
    const kind = String(node['class']);
    const shape = Object.hasOwn(EXPRESSIONS, kind) ? EXPRESSIONS[kind] : undefined;
    if (shape === undefined) throw this.#unsupported(node, kind.toLowerCase().replaceAll('_', ' '));
    if (kind === 'COLUMN_REF') this.#column(node);
    if (kind === 'FUNCTION' || kind === 'WINDOW') this.#function(node);
    if (kind === 'CONSTANT') spellDouble(node);
    this.#members(node, EXPRESSIONS[String(node['class'])] as Shape, scope);
  }

  #column(node: Node): void {
    const names = node['column_names'] as string[];
    const [name = ''] = names;
    if (names.length === 1 && ENGINE_WORDS.has(name.toLowerCase())) {
      throw this.#refused(node, `"${name}" is not supported`);
    }
    this.#tables.column(node);
  }

  #function(node: Node): void {
    const name = String(node['function_name']);
    if (FUNCTIONS.has(name.toLowerCase()) && isPlainCall(node)) return;
    const near = nearest(name, FUNCTIONS);
    throw this.#refused(
      node,
      `function "${name}" is not supported`,
      near === undefined ? {} : { hint: `did you mean "${near}"?` },
    );
  }

  #type(type: Node, node: Node): void {
    const { id, type_info: info, ...others } = type;
    const refuse = (name: unknown) => this.#refused(node, `type "${String(name)}" is not supported`);
    if (Object.keys(others).length > 0) throw refuse(id);
    if (TYPES.has(String(id))) {
      if (info !== null && String(id) !== 'DECIMAL' && String(id) !== 'VARCHAR') throw refuse(id);
      return;
    }
    const details = (info ?? {}) as Node;
    if (id === 'LIST' || id === 'ARRAY' || id === 'MAP') {
      this.#type(details['child_type'] as Node, node);
    } else if (id === 'STRUCT') {
      for (const { second } of details['child_types'] as { second: Node }[]) this.#type(second, node);
    } else if (id === 'UNBOUND') {
      const { name, catalog, schema, user_type_modifiers: modifiers } = details;
      const plain = catalog === '' && schema === '' && Array.isArray(modifiers) && modifiers.length === 0;
      if (!plain || String(name).toUpperCase() !== 'JSON') throw refuse(name);
    } else {
      throw refuse(id);
    }
  }

  #unsupported(node: Node, what: string): QueryTextError {
    return this.#refused(node, `${what} is not supported`);
  }

  #refused(node: Node, message: string, options: { hint?: string } = {}): QueryTextError {
    return new QueryTextError(
      'QUERY_NOT_SUPPORTED',
      message,
      placeOfByte(this.#text, locationOf(node)),
      options,
    );
  }
}

/** The byte at which a node begins; the engine writes 2^64 − 1 where it does not know, which is no number here. */
function locationOf(node: Node): number | undefined {
  const location = node['query_location'];
  return typeof location === 'number' ? location : undefined;
}

/** The kind of a node in words for people. */
function kindName(node: Node): string {
  return String(node['type'])
    .replace(/_(NODE|REF)$/, '')
    .replaceAll('_', ' ');
}

function isPlainCall(call: Node): boolean {
  return call['catalog'] === '' && (call['schema'] === '' || call['schema'] === 'main');
}

/** The engine prints a double 5e0 as 5.0, which it then reads as a decimal: so it is written as a cast. */
function spellDouble(node: Node): void {
  const value = node['value'] as Node;
  if ((value['type'] as Node)['id'] !== 'DOUBLE' || value['is_null'] === true) return;
  const digits = JSON.stringify(value['value']).replaceAll('"', '');
  const child = {
    class: 'CONSTANT',
    type: 'VALUE_CONSTANT',
    alias: '',
    query_location: node['query_location'],
    value: { type: { id: 'VARCHAR', type_info: null }, is_null: false, value: digits },
  };
  delete node['value'];
  Object.assign(node, {
    class: 'CAST',
    type: 'OPERATOR_CAST',
    child,
    cast_type: { id: 'DOUBLE', type_info: null },
    try_cast: false,
  });
}

// ------------------------------------------------------------------------------------------------------- limit

function limitRows(statement: Node, { maxRows, limit }: GuardedQuery, text: string): void {
  const modifiers = (statement['node'] as Node)['modifiers'] as Node[];
  const modifier = modifiers.find(
    ({ type }) => type === 'LIMIT_MODIFIER' || type === 'LIMIT_PERCENT_MODIFIER',
  );
  const expression = modifier?.['limit'] as Node | null | undefined;
  const written = modifier?.['type'] === 'LIMIT_MODIFIER' ? constantOf(expression) : undefined;
  if (written !== undefined && written > maxRows) {
    throw new QueryTextError(
      'QUERY_LIMIT_TOO_LARGE',
      `LIMIT ${written} is above the largest allowed, ${maxRows}`,
      placeOfByte(text, locationOf(expression ?? {})),
    );
  }
  if (limit === undefined || (written !== undefined && written <= limit)) return;
  const value = { type: { id: 'BIGINT', type_info: null }, is_null: false, value: limit };
  const constant = { class: 'CONSTANT', type: 'VALUE_CONSTANT', alias: '', query_location: 0, value };
  if (modifier === undefined) modifiers.push({ type: 'LIMIT_MODIFIER', limit: constant, offset: null });
  else if (written !== undefined || expression === null) modifier['limit'] = constant;
  else
    throw userError('QUERY_INVALID', 'member "limit" cannot be combined with a LIMIT that is not a number');
}

/** A whole number written as such. */
function constantOf(expression: Node | null | undefined): number | undefined {
  const value = expression?.['class'] === 'CONSTANT' ? (expression['value'] as Node)['value'] : undefined;
  if (typeof value === 'number') return value;
  // A number too large for JavaScript is larger than any limit.
  return typeof value === 'object' && value !== null ? Infinity : undefined;
}

// ------------------------------------------------------------------------------------------------------ tables

interface Source {
  readonly sql: string;
  readonly nodes: readonly Node[];
}

/** Step 1: finds what every table of the query is. */
class AskedTables implements Tables {
  readonly text: string;
  readonly #query: GuardedQuery;
  readonly #byName: ReadonlyMap<string, Collection>;
  readonly #columns = new Map<string, Node>();
  readonly #asked = new Map<string, Node[]>();
  readonly #common: string[] = [];

  constructor(text: string, query: GuardedQuery) {
    this.text = text;
    this.#query = query;
    this.#byName = new Map(query.collections.map((collection) => [collection.name, collection]));
  }

  column(node: Node): void {
    const names = node['column_names'] as string[];
    // `collection.pageview.url`: the subquery that stands for the table is known by its last name alone.
    if (names.length > 2 && names[0]?.toLowerCase() === 'collection') names.shift();
    const last = names.at(-1)?.toLowerCase() ?? '';
    if (!this.#columns.has(last)) this.#columns.set(last, node);
    for (const name of names)
      if (!this.#columns.has(name.toLowerCase())) this.#columns.set(name.toLowerCase(), node);
  }

  commonTable(name: string): string {
    const given = `_with_${this.#common.length + 1}_${name.replaceAll(/[^A-Za-z0-9]/g, '_')}`;
    this.#common.push(given);
    return given;
  }

  table(node: Node, scope: Scope): void {
    const [catalog, schema, name] = ['catalog_name', 'schema_name', 'table_name'].map((part) =>
      String(node[part]),
    );
    const lower = (name ?? '').toLowerCase();
    const common = schema === '' && catalog === '' ? scope.get(lower) : undefined;
    if (common !== undefined) {
      node['table_name'] = common;
      if (node['alias'] === '') node['alias'] = name;
      return;
    }
    const known = this.#byName.has(lower) || lower === ALL || lower === INVALID;
    if (catalog === '' && (schema === '' || schema?.toLowerCase() === 'collection') && known) {
      this.#asked.set(lower, [...(this.#asked.get(lower) ?? []), node]);
      return;
    }
    const written = [catalog, schema, name].filter((part) => part !== '').join('.');
    const near = nearest(lower, [...this.#byName.keys(), ...scope.keys(), ALL, INVALID]);
    throw new QueryTextError(
      'TABLE_NOT_FOUND',
      `table "${written}" does not exist`,
      placeOfByte(this.text, locationOf(node)),
      near === undefined ? {} : { hint: `did you mean "${near}"?` },
    );
  }

  placeOfColumn(name: string): TextPlace | undefined {
    const node = this.#columns.get(name.toLowerCase());
    return node === undefined ? undefined : placeOfByte(this.text, locationOf(node));
  }

  commonTables(): ReadonlySet<string> {
    return new Set(this.#common);
  }

  /** Collections that are read. */
  used(): readonly Collection[] {
    return this.#query.collections.filter(
      (collection) =>
        this.#asked.has(collection.name) ||
        this.#asked.has(INVALID) ||
        (this.#asked.has(ALL) && isInAll(collection)),
    );
  }

  physicalTables(): ReadonlySet<string> {
    const present = this.used().filter(({ id }) => !this.#query.withoutTable.has(id));
    return new Set(present.map(({ physicalName }) => physicalName));
  }

  sources(): readonly Source[] {
    const mentioned = new Set(this.#columns.keys());
    const { collections, withoutTable } = this.#query;
    return [...this.#asked].map(([name, nodes]) => {
      const collection = this.#byName.get(name);
      if (name === ALL) return { sql: allSql(collections, withoutTable, mentioned), nodes };
      if (name === INVALID) return { sql: invalidSql(collections, withoutTable), nodes };
      return { sql: collectionSql(collection as Collection, withoutTable, mentioned), nodes };
    });
  }
}

/** Step 3: nothing but what was chosen in step 2. */
class PrintedTables implements Omit<Tables, 'text'> {
  readonly #physical: ReadonlySet<string>;
  readonly #common: ReadonlySet<string>;

  constructor(physical: ReadonlySet<string>, common: ReadonlySet<string>) {
    this.#physical = physical;
    this.#common = common;
  }

  table(node: Node, scope: Scope): void {
    const { catalog_name: catalog, schema_name: schema, table_name: name } = node;
    const isOurs =
      catalog === '' &&
      ((schema === DATA_SCHEMA && this.#physical.has(String(name))) ||
        (schema === '' && this.#common.has(String(name)) && scope.has(String(name).toLowerCase())));
    if (!isOurs) throw misprinted('tables');
  }

  column(): void {}

  commonTable(name: string): string {
    if (!this.#common.has(name)) throw misprinted('WITH clause');
    return name;
  }
}

function replaceTable(node: Node, statement: Node): void {
  const { alias, table_name: name, sample, query_location: location, column_name_alias: columns } = node;
  for (const member of Object.keys(node)) delete node[member];
  Object.assign(node, {
    type: 'SUBQUERY',
    alias: alias === '' ? name : alias,
    sample,
    query_location: location,
    // One source may stand in several places, and the printer must not see one object twice changed.
    subquery: structuredCloneOf(statement),
    column_name_alias: columns,
  });
}

function structuredCloneOf(statement: Node): Node {
  return readTree(JSON.stringify(statement));
}

// -------------------------------------------------------------------------------------------- printed subqueries

/** The collection of every collection's common columns. */
const ALL = '_all';
/** Values that did not fit, over all collections. */
const INVALID = '$invalid_schema';

const SCALAR_SQL: Readonly<Record<ScalarType, string>> = {
  STRING: 'VARCHAR',
  INTEGER: 'INTEGER',
  DECIMAL: 'DOUBLE',
  DOUBLE: 'DOUBLE',
  LONG: 'BIGINT',
  BOOLEAN: 'BOOLEAN',
  DATE: 'DATE',
  TIME: 'TIME',
  TIMESTAMP: 'TIMESTAMP',
  BINARY: 'BLOB',
};

const ENVELOPE_SQL = { string: 'VARCHAR', millis: 'TIMESTAMP', int64: 'BIGINT' } as const;

function sqlTypeOf(type: FieldType): string {
  const element = SCALAR_SQL[elementTypeOf(type)];
  const container = containerOf(type);
  return container === 'array' ? `${element}[]` : container === 'map' ? `MAP(VARCHAR, ${element})` : element;
}

function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** The collections that `_all` joins: as in the original, not those whose names begin like ours. */
function isInAll({ name }: Collection): boolean {
  return !name.startsWith('_') && !name.startsWith('$');
}

/**
 * Every column that the catalog knows, whether the table has it yet or not: a column of the table under its physical
 * name, or NULL of the right type. The empty second half costs nothing: the engine removes it.
 */
function tableSql(collection: Collection, withoutTable: ReadonlySet<number>): string {
  const typed = [
    ...ENVELOPE.map(({ name, kind }) => `NULL::${ENVELOPE_SQL[kind]} AS ${quoteName(name)}`),
    ...LAKE_COLUMNS.map(
      (name) => `NULL::${name === '_partition' ? 'INTEGER' : 'BIGINT'} AS ${quoteName(name)}`,
    ),
    ...collection.schema.fields.map(
      ({ physicalName, type }) => `NULL::${sqlTypeOf(type)} AS ${quoteName(physicalName)}`,
    ),
  ].join(', ');
  const empty = `SELECT ${typed} WHERE false`;
  return withoutTable.has(collection.id)
    ? `(${empty})`
    : `(SELECT * FROM ${DATA_SCHEMA}.${quoteName(collection.physicalName)} UNION ALL BY NAME ${empty})`;
}

/** An event's id: the client's, or made of collector and sequence. */
const EVENT_ID = `coalesce("_id", CAST("_collector" AS VARCHAR) || '-' || CAST("_sequence" AS VARCHAR))`;

const HIDDEN = [...ENVELOPE.filter(({ hidden }) => hidden).map(({ name }) => name), ...LAKE_COLUMNS];

function commonColumns(mentioned: ReadonlySet<string>): readonly string[] {
  const hidden = HIDDEN.filter((name) => mentioned.has(name)).map(quoteName);
  return [`${EVENT_ID} AS "_id"`, '"_time"', ...hidden];
}

function collectionSql(
  collection: Collection,
  withoutTable: ReadonlySet<number>,
  mentioned: ReadonlySet<string>,
): string {
  const fields = collection.schema.fields.map(
    ({ name, physicalName }) => `${quoteName(physicalName)} AS ${quoteName(name)}`,
  );
  const columns = [...fields, ...commonColumns(mentioned)].join(', ');
  return `SELECT ${columns} FROM ${tableSql(collection, withoutTable)} AS rows`;
}

function allSql(
  collections: readonly Collection[],
  withoutTable: ReadonlySet<number>,
  mentioned: ReadonlySet<string>,
): string {
  const joined = collections.filter(isInAll);
  const [first, ...others] = joined;
  // The original called the column by either name in the course of time; `*` shows the older.
  const named = mentioned.has('_collection') ? ['"$collection"', '"_collection"'] : ['"$collection"'];
  if (first === undefined) {
    const empty = [...named.map((name) => `NULL::VARCHAR AS ${name}`), 'NULL::VARCHAR AS "_id"'];
    const hidden = HIDDEN.filter((name) => mentioned.has(name)).map(
      (name) => `NULL::BIGINT AS ${quoteName(name)}`,
    );
    return `SELECT ${[...empty, 'NULL::TIMESTAMP AS "_time"', ...hidden].join(', ')} WHERE false`;
  }
  const shared = first.schema.fields.filter(({ name, type }) =>
    others.every(({ schema }) => schema.fields.some((field) => field.name === name && field.type === type)),
  );
  return joined
    .map((collection) => {
      const fields = shared.map(({ name }) => {
        const field = collection.schema.fields.find((candidate) => candidate.name === name);
        return `${quoteName(field?.physicalName ?? name)} AS ${quoteName(name)}`;
      });
      const names = named.map((name) => `${quoteText(collection.name)} AS ${name}`);
      const columns = [...names, ...fields, ...commonColumns(mentioned)].join(', ');
      return `SELECT ${columns} FROM ${tableSql(collection, withoutTable)} AS rows`;
    })
    .join(' UNION ALL ');
}

function invalidSql(collections: readonly Collection[], withoutTable: ReadonlySet<number>): string {
  const parts = collections.map((collection) => {
    const user = collection.schema.fields.find(({ name }) => name === '_user');
    const userSql = user === undefined ? 'NULL' : quoteName(user.physicalName);
    return (
      `SELECT ${quoteText(collection.name)} AS "collection", entry->>'$.property' AS "property", ` +
      `entry->>'$.type' AS "type", ${EVENT_ID} AS "event_id", entry->>'$.error' AS "error_message", ` +
      `CAST(json_extract(entry, '$.value') AS VARCHAR) AS "encoded_value", CAST(${userSql} AS VARCHAR) AS "_user", "_time" ` +
      `FROM (SELECT *, unnest(json_extract("_extra", '$[*]')) AS entry FROM ${tableSql(collection, withoutTable)} AS rows ` +
      `WHERE "_extra" IS NOT NULL) AS entries`
    );
  });
  const names = ['collection', 'property', 'type', 'event_id', 'error_message', 'encoded_value', '_user'];
  const empty = names.map((name) => `NULL::VARCHAR AS ${quoteName(name)}`).join(', ');
  return [...parts, `SELECT ${empty}, NULL::TIMESTAMP AS "_time" WHERE false`].join(' UNION ALL ');
}

// -------------------------------------------------------------------------------------------------------- lists

const TABLE_FUNCTIONS: ReadonlySet<string> = new Set(['unnest', 'range', 'generate_series']);

/** Words without parentheses that the engine answers about itself. */
const ENGINE_WORDS: ReadonlySet<string> = new Set([
  'current_catalog',
  'current_database',
  'current_schema',
  'current_role',
  'current_user',
  'session_user',
]);

const TYPES: ReadonlySet<string> = new Set([
  'NULL',
  'BOOLEAN',
  'TINYINT',
  'SMALLINT',
  'INTEGER',
  'BIGINT',
  'HUGEINT',
  'UTINYINT',
  'USMALLINT',
  'UINTEGER',
  'UBIGINT',
  'UHUGEINT',
  'FLOAT',
  'DOUBLE',
  'DECIMAL',
  'VARCHAR',
  'BLOB',
  'DATE',
  'TIME',
  'TIMESTAMP',
  'TIMESTAMP_S',
  'TIMESTAMP_MS',
  'TIMESTAMP_NS',
  'TIMESTAMP WITH TIME ZONE',
  'TIME WITH TIME ZONE',
  'INTERVAL',
  'UUID',
  'INTEGER_LITERAL',
  'STRING_LITERAL',
]);

/**
 * Functions of values alone: from all that the engine has, without those that read files, settings, catalogs,
 * sequences or variables, run text, wait, or change the session.
 */
const FUNCTIONS: ReadonlySet<string> = new Set(
  `
   !~~ !~~* % & && * ** + - -> ->> / // <-> << <=> <@ >> @ @> ^ ^@ abs acos acosh add age aggregate any_value
   apply approx_count_distinct approx_quantile approx_top_k arbitrary arg_max arg_max_null arg_max_nulls_last
   arg_min arg_min_null arg_min_nulls_last argmax argmin array_agg array_aggr array_aggregate array_append
   array_apply array_cat array_concat array_contains array_distinct array_extract array_filter array_grade_up
   array_has array_has_all array_has_any array_indexof array_intersect array_length array_pop_back
   array_pop_front array_position array_prepend array_push_back array_push_front array_reduce array_resize
   array_reverse array_reverse_sort array_select array_slice array_sort array_to_json array_to_string
   array_to_string_comma_default array_transform array_unique array_value array_where array_zip ascii asin
   asinh atan atan2 atanh avg bar base64 bit_and bit_count bit_length bit_or bit_position bit_xor bitstring
   bitstring_agg bool_and bool_or cardinality cbrt ceil ceiling century char_length character_length chr
   concat concat_ws contains corr cos cosh cot count count_if count_star countif covar_pop covar_samp
   cume_dist current_date current_localtime current_localtimestamp damerau_levenshtein date_add date_diff
   date_part date_sub date_trunc datediff datepart datesub datetrunc day dayname dayofmonth dayofweek
   dayofyear days_in_month decade decode degrees dense_rank divide editdist3 element_at encode ends_with
   entropy epoch epoch_ms epoch_ns epoch_us equi_width_bins era even exp factorial favg fdiv fill filter
   first first_value flatten floor fmod format format_bytes formatreadabledecimalsize formatreadablesize
   from_base64 from_binary from_hex from_json from_json_strict fsum gamma gcd gen_random_uuid generate_series
   generate_subscripts geomean geometric_mean get_bit get_current_timestamp grade_up greatest
   greatest_common_divisor group_concat hamming hash hex histogram histogram_exact hour ifnull ilike_escape
   instr isfinite isinf isnan isodow isoyear jaccard jaro_similarity jaro_winkler_similarity json json_array
   json_array_length json_contains json_exists json_extract json_extract_path json_extract_path_text
   json_extract_string json_group_array json_group_object json_group_structure json_keys json_merge_patch
   json_object json_pretty json_quote json_structure json_transform json_transform_strict json_type
   json_valid json_value julian kahan_sum kurtosis kurtosis_pop lag last last_day last_value lcase lcm lead
   least least_common_multiple left left_grapheme len length length_grapheme levenshtein lgamma like_escape
   list list_aggr list_aggregate list_any_value list_append list_apply list_approx_count_distinct list_avg
   list_bit_and list_bit_or list_bit_xor list_bool_and list_bool_or list_cat list_concat list_contains
   list_cosine_distance list_cosine_similarity list_count list_distance list_distinct list_dot_product
   list_element list_entropy list_extract list_filter list_first list_grade_up list_has list_has_all
   list_has_any list_histogram list_indexof list_inner_product list_intersect list_kurtosis list_kurtosis_pop
   list_last list_mad list_max list_median list_min list_mode list_pack list_position list_prepend
   list_product list_reduce list_resize list_reverse list_reverse_sort list_select list_sem list_skewness
   list_slice list_sort list_stddev_pop list_stddev_samp list_string_agg list_sum list_transform list_unique
   list_value list_var_pop list_var_samp list_where list_zip listagg ln log log10 log2 lower lpad ltrim mad
   make_date make_time make_timestamp make_timestamp_ms make_timestamp_ns make_timestamptz map map_concat
   map_contains map_contains_entry map_contains_value map_entries map_extract map_extract_value
   map_from_entries map_keys map_values max max_by md5 md5_number md5_number_lower md5_number_upper mean
   median microsecond millennium millisecond min min_by minute mismatches mod mode month monthname multiply
   nanosecond nextafter nfc_normalize normalized_interval not_ilike_escape not_like_escape now nth_value
   ntile nullif octet_length ord percent_rank pi position pow power prefix printf product quantile
   quantile_cont quantile_disc quarter radians random range rank rank_dense reduce regexp_escape
   regexp_extract regexp_extract_all regexp_full_match regexp_matches regexp_replace regexp_split_to_array
   regexp_split_to_table regr_avgx regr_avgy regr_count regr_intercept regr_r2 regr_slope regr_sxx regr_sxy
   regr_syy repeat replace reservoir_quantile reverse right right_grapheme round round_even roundbankers row
   row_number row_to_json rpad rtrim second sem set_bit sha1 sha256 sign signbit sin sinh skewness split
   split_part sqrt starts_with stddev stddev_pop stddev_samp str_split str_split_regex strftime string_agg
   string_split string_split_regex string_to_array strip_accents strlen strpos strptime struct_concat
   struct_contains struct_extract struct_extract_at struct_has struct_indexof struct_keys struct_pack
   struct_position struct_update struct_values substr substring substring_grapheme subtract suffix sum
   sumkahan tan tanh time_bucket timezone timezone_hour timezone_minute to_base to_base64 to_binary
   to_centuries to_days to_decades to_hex to_hours to_json to_microseconds to_millennia to_milliseconds
   to_minutes to_months to_quarters to_seconds to_timestamp to_weeks to_years today translate trim trunc
   try_strptime typeof ucase unhex unicode unnest upper url_decode url_encode uuid uuid_extract_timestamp
   uuid_extract_version uuidv4 uuidv7 var_pop var_samp variance wavg week weekday weekofyear weighted_avg xor
   year yearweek | || ~ ~~ ~~* ~~~`
    .trim()
    .split(/\s+/),
);
