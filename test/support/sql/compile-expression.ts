/**
 * Length: types and prints an expression in one walk, for the table of functions alone.
 *
 * The tests of that table need an expression to be typed, coerced and printed for DuckDB, and must not depend on the
 * analysis and the printers, which are tested by their own. What an expression of the tests does not hold is not here.
 */

import type { FunctionCall, Lambda } from '../../../src/sql/ast/call.ts';
import type { Expression } from '../../../src/sql/ast/expression.ts';
import type { Literal } from '../../../src/sql/ast/literal.ts';
import { canonicalName } from '../../../src/sql/ast/name.ts';
import { lookupFunction } from '../../../src/sql/functions/catalogue.ts';
import { duckDbType, fieldName, rowSql } from '../../../src/sql/functions/duckdb/duckdb-type.ts';
import { quote } from '../../../src/sql/functions/duckdb/sql-text.ts';
import type {
  FunctionDefinition,
  InvokeOptions,
  RenderedArgument,
} from '../../../src/sql/functions/function-definition.ts';
import { castTo } from '../../../src/sql/functions/operators/cast.ts';
import { lookupOperator, NEGATE, SUBSCRIPT } from '../../../src/sql/functions/operators/operators.ts';
import {
  decimalLiteral,
  integerLiteral,
  type TypedSql,
  timestampLiteral,
} from '../../../src/sql/functions/operators/typed-literal.ts';
import { renderCall } from '../../../src/sql/functions/render-call.ts';
import { type CallArgument, resolveCall } from '../../../src/sql/functions/resolve-call.ts';
import { commonType } from '../../../src/sql/types/common-type.ts';
import { printSqlType } from '../../../src/sql/types/print-sql-type.ts';
import { sameType } from '../../../src/sql/types/same-type.ts';
import type { SqlType } from '../../../src/sql/types/sql-type.ts';
import { typeOfNode } from '../../../src/sql/types/type-of-node.ts';

/** Names that stand for something: columns, and parameters of lambdas. */
type Scope = ReadonlyMap<string, TypedSql>;

export class ExpressionCompiler {
  /** What literals were, where they are columns now. */
  readonly columns: string[] = [];
  readonly #asColumns: boolean;
  #next = 0;

  constructor(asColumns: boolean) {
    this.#asColumns = asColumns;
  }

  compile(node: Expression, scope: Scope): TypedSql {
    switch (node.kind) {
      case 'identifier':
        return scope.get(canonicalName(node)) ?? fail(`no column ${node.name}`);
      case 'dereference':
        return this.#field(this.compile(node.base, scope), canonicalName(node.field));
      case 'function-call':
        return this.#call(node, scope);
      case 'arithmetic': {
        const definition = node.operator === '||' ? lookupFunction('concat') : lookupOperator(node.operator);
        return this.#resolved(definition!, [node.left, node.right], scope);
      }
      case 'comparison':
        return this.#resolved(lookupOperator(node.operator)!, [node.left, node.right], scope);
      case 'unary':
        return node.operator === '+' ? this.compile(node.operand, scope) : this.#negated(node.operand, scope);
      case 'subscript':
        return this.#resolved(SUBSCRIPT, [node.base, node.index], scope);
      case 'at-time-zone':
        return this.#resolved(lookupFunction('at_timezone')!, [node.value, node.zone], scope);
      case 'extract':
        return this.#resolved(lookupFunction(node.field)!, [node.value], scope);
      case 'cast': {
        const value = this.compile(node.value, scope);
        const type = typeOfNode(node.type);
        const sql = castTo(this, value.sql, value.type, type, node.safe);
        return { type: type.kind === 'timestamp with time zone' ? { ...type, zone: 'UTC' } : type, sql };
      }
      case 'not':
        return boolean(`(NOT ${this.compile(node.operand, scope).sql})`);
      case 'logical':
        return boolean(
          `(${node.terms.map((term) => this.compile(term, scope).sql).join(` ${node.operator} `)})`,
        );
      case 'is-null':
        return boolean(`(${this.compile(node.value, scope).sql} IS ${node.negated ? 'NOT ' : ''}NULL)`);
      case 'case':
        return this.#case(node, scope);
      case 'row': {
        const items = node.items.map((item) => this.compile(item, scope));
        const fields = items.map(({ type }) => ({ name: null, type }));
        return { type: { kind: 'row', fields }, sql: rowSql(...items.map(typedNull)) };
      }
      case 'array': {
        const { items, type } = this.#unified(node.items, scope);
        const array: SqlType = { kind: 'array', element: type };
        return {
          type: array,
          sql: items.length === 0 ? `CAST([] AS ${duckDbType(array)})` : `[${items.join(', ')}]`,
        };
      }
      default:
        return this.#column(this.#literal(node as Literal));
    }
  }

  fresh(): string {
    return `p${++this.#next}`;
  }

  #column(literal: TypedSql): TypedSql {
    if (!this.#asColumns || literal.type.kind === 'unknown') return literal;
    return { type: literal.type, sql: `c${this.columns.push(literal.sql) - 1}` };
  }

  #literal(node: Literal): TypedSql {
    switch (node.kind) {
      case 'null':
        return { type: { kind: 'unknown' }, sql: 'NULL' };
      case 'boolean':
        return boolean(String(node.value));
      case 'integer':
        return integerLiteral(node.digits);
      case 'decimal':
        return decimalLiteral(node.text);
      case 'double':
        return { type: { kind: 'double' }, sql: `CAST('${node.text}' AS DOUBLE)` };
      case 'string':
        return { type: { kind: 'varchar', length: [...node.value].length }, sql: quote(node.value) };
      case 'binary':
        return { type: { kind: 'varbinary' }, sql: `unhex('${node.hex}')` };
      case 'interval':
        return interval(node);
      case 'typed-literal':
        return this.#typedLiteral(canonicalName(node.type), node.value);
      default:
        return fail(`${(node as Expression).kind} is not compiled here`);
    }
  }

  #typedLiteral(type: string, value: string): TypedSql {
    if (type === 'timestamp') return timestampLiteral(value);
    if (type === 'json')
      return this.#resolvedTyped(lookupFunction('json_parse')!, [{ type: text(value), sql: quote(value) }]);
    if (type === 'decimal') {
      const literal = decimalLiteral(value.replace('-', ''));
      return value.startsWith('-') ? { type: literal.type, sql: `(-${literal.sql})` } : literal;
    }
    const kind = type === 'int' ? 'integer' : type;
    const to = (kind === 'real' || kind === 'double' ? { kind } : { kind }) as SqlType;
    return { type: to, sql: castTo(this, quote(value), text(value), to, false) };
  }

  #negated(operand: Expression, scope: Scope): TypedSql {
    const { type, sql } = this.#resolved(NEGATE, [operand], scope);
    return { type, sql };
  }

  #case(node: Extract<Expression, { kind: 'case' }>, scope: Scope): TypedSql {
    const values = [
      ...node.branches.map((branch) => branch.result),
      ...(node.otherwise === null ? [] : [node.otherwise]),
    ];
    const { items, type } = this.#unified(values, scope);
    const branches = node.branches.map(
      (branch, index) => `WHEN ${this.compile(branch.when, scope).sql} THEN ${items[index]}`,
    );
    const otherwise = node.otherwise === null ? '' : ` ELSE ${items.at(-1)}`;
    return { type, sql: `CASE ${branches.join(' ')}${otherwise} END` };
  }

  #unified(nodes: readonly Expression[], scope: Scope): { items: string[]; type: SqlType } {
    const compiled = nodes.map((node) => this.compile(node, scope));
    let type: SqlType = { kind: 'unknown' };
    for (const item of compiled) type = commonType(type, item.type) ?? fail('no common type');
    return { items: compiled.map((item) => this.#coerced(item, type)), type };
  }

  #coerced(value: TypedSql, to: SqlType): string {
    if (sameType(value.type, to)) return value.sql;
    return castTo(this, value.sql, value.type, to, false);
  }

  #field(base: TypedSql, name: string): TypedSql {
    if (base.type.kind !== 'row') return fail('no row');
    const index = base.type.fields.findIndex((field) => field.name === name);
    return {
      type: base.type.fields[index]?.type ?? fail(`no field ${name}`),
      sql: `${base.sql}.${fieldName(index)}`,
    };
  }

  #call(node: FunctionCall, scope: Scope): TypedSql {
    const definition =
      lookupFunction(canonicalName(node.name.parts.at(-1)!)) ??
      fail(`no function ${node.name.parts.at(-1)!.name}`);
    return this.#resolved(definition, node.arguments, scope, node);
  }

  #resolvedTyped(definition: FunctionDefinition, values: readonly TypedSql[]): TypedSql {
    const resolved = resolveCall(
      definition,
      values.map(({ type }) => ({ kind: 'value', type })),
    );
    if ('message' in resolved) return fail(resolved.message);
    const rendered = values.map(({ sql, type }) => ({ sql, type, literal: undefined }));
    const sql = renderCall(definition, definition.duckdb, {
      ...this.#names(),
      arguments: rendered,
      resultType: resolved.resultType,
    });
    return { type: resolved.resultType, sql };
  }

  #names() {
    return { fresh: () => this.fresh(), invoke: () => fail('no aggregate') };
  }

  #resolved(
    definition: FunctionDefinition,
    nodes: readonly Expression[],
    scope: Scope,
    call?: FunctionCall,
  ): TypedSql {
    const values = nodes.map((node) => (node.kind === 'lambda' ? undefined : this.compile(node, scope)));
    const given = nodes.map((node, index): CallArgument => {
      const literal = literalOf(node);
      if (node.kind !== 'lambda')
        return { kind: 'value', type: values[index]!.type, ...(literal === undefined ? {} : { literal }) };
      return {
        kind: 'lambda',
        parameterCount: node.parameters.length,
        typeOf: (types) =>
          this.#lambda(
            node,
            types,
            types.map(() => 'x'),
            scope,
          ).type,
      };
    });
    const resolved = resolveCall(definition, given);
    if ('message' in resolved) return fail(resolved.message);
    const rendered = nodes.map((node, index): RenderedArgument => {
      const type = resolved.parameterTypes[index]!;
      if (node.kind === 'lambda' && type.kind === 'function') {
        const body = (names: readonly string[]) =>
          this.#coerced(this.#lambda(node, type.parameters, names, scope), type.result);
        const names = type.parameters.map(() => this.fresh());
        return {
          get sql() {
            return `lambda ${names.join(', ')}: ${body(names)}`;
          },
          type,
          literal: undefined,
          body,
        };
      }
      return { sql: this.#coerced(values[index]!, type), type, literal: literalOf(node) };
    });
    const sql = renderCall(definition, definition.duckdb, {
      arguments: rendered,
      resultType: resolved.resultType,
      fresh: () => this.fresh(),
      invoke: (name, texts, options) => this.#invoke(name, texts, options ?? {}, call!, scope),
    });
    return { type: resolved.resultType, sql: definition.kind === 'scalar' ? sql : `(${sql})` };
  }

  #lambda(node: Lambda, types: readonly SqlType[], names: readonly string[], scope: Scope): TypedSql {
    const inner = new Map(scope);
    for (const [index, parameter] of node.parameters.entries()) {
      inner.set(canonicalName(parameter), { type: types[index]!, sql: names[index]! });
    }
    return this.compile(node.body, inner);
  }

  #invoke(
    name: string,
    texts: readonly string[],
    options: InvokeOptions,
    call: FunctionCall,
    scope: Scope,
  ): string {
    const order = [
      ...(options.orderBy === undefined ? [] : [options.orderBy]),
      ...call.orderBy.map(
        (item) => `${this.compile(item.key, scope).sql} ${item.descending ? 'DESC' : 'ASC'} NULLS LAST`,
      ),
    ];
    const filters = [
      ...(options.filter === undefined ? [] : [options.filter]),
      ...(call.filter === null ? [] : [this.compile(call.filter, scope).sql]),
    ];
    const distinct = call.distinct || options.distinct === true ? 'DISTINCT ' : '';
    const nulls = call.nullTreatment === 'ignore' ? ' IGNORE NULLS' : '';
    const orderBy = order.length === 0 ? '' : ` ORDER BY ${order.join(', ')}`;
    const filter = filters.length === 0 ? '' : ` FILTER (WHERE ${filters.join(' AND ')})`;
    return `${name}(${distinct}${texts.join(', ')}${nulls}${orderBy})${filter}${this.#over(call, scope)}`;
  }

  #over(call: FunctionCall, scope: Scope): string {
    const { window } = call;
    if (window === null || window.kind !== 'window-specification') return '';
    const order = window.orderBy.map(
      (item) => `${this.compile(item.key, scope).sql} ${item.descending ? 'DESC' : 'ASC'} NULLS LAST`,
    );
    const partition = window.partitionBy.map((each) => this.compile(each, scope).sql);
    const parts = [
      partition.length === 0 ? '' : `PARTITION BY ${partition.join(', ')}`,
      order.length === 0 ? '' : `ORDER BY ${order.join(', ')}`,
    ];
    return ` OVER (${parts.join(' ').trim()})`;
  }
}

function literalOf(node: Expression): string | undefined {
  if (node.kind === 'string') return node.value;
  if (node.kind === 'integer') return node.digits;
  if (node.kind === 'decimal' || node.kind === 'double') return node.text;
  if (node.kind === 'unary' && node.operator === '-' && node.operand.kind === 'integer')
    return `-${node.operand.digits}`;
  return undefined;
}

function interval(node: Extract<Literal, { kind: 'interval' }>): TypedSql {
  const months = node.from === 'year' || node.from === 'month';
  const sign = node.negative ? '-' : '';
  if (node.to !== null) return fail('intervals of several fields are not compiled here');
  return {
    type: { kind: months ? 'interval year to month' : 'interval day to second' },
    sql: `INTERVAL '${sign}${node.value} ${node.from}'`,
  };
}

function typedNull({ type, sql }: TypedSql): string {
  return type.kind === 'unknown' ? `CAST(NULL AS ${duckDbType(type)})` : sql;
}

function boolean(sql: string): TypedSql {
  return { type: { kind: 'boolean' }, sql };
}

function text(value: string): SqlType {
  return { kind: 'varchar', length: [...value].length };
}

function fail(message: string): never {
  throw new Error(message);
}

export { printSqlType };
