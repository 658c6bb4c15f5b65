import type { FunctionCall, Lambda } from '../../ast/call.ts';
import type { Expression } from '../../ast/expression.ts';
import { boundedWithin } from '../../functions/duckdb/limits.ts';
import { refuse } from '../../functions/engine-refusal.ts';
import type { InvokeOptions, RenderedArgument } from '../../functions/function-definition.ts';
import { renderCall } from '../../functions/render-call.ts';
import type { ResolvedCall } from '../../functions/resolve-call.ts';
import type { SqlType } from '../../types/sql-type.ts';
import { known } from '../known.ts';
import { literalOf } from '../literal-of.ts';
import { outsideLambdas } from './print-conversion.ts';
import { printExpression, printExpressions } from './print-expression.ts';
import { printSortItems } from './print-sort.ts';
import { printWindow } from './print-window.ts';
import type { DuckDbPrinter } from './printer.ts';

export function printCall(printer: DuckDbPrinter, call: FunctionCall): string {
  const resolved = known(printer.analysis.calls.get(call), `function "${call.name.parts[0]!.name}"`);
  const { definition } = resolved;
  if (definition.kind === 'scalar') return renderScalar(printer, resolved, call.arguments);
  if (call.window !== null && call.filter !== null && definition.kind === 'window') {
    return refuse(`FILTER cannot stand with ${definition.name}, which is no aggregate`);
  }
  const sql = renderCall(definition, definition.duckdb, {
    arguments: renderedArguments(printer, resolved, call.arguments),
    resultType: resolved.resultType,
    lambdas: printer.lambdaParameters.size,
    fresh: () => printer.fresh(),
    invoke: (name, texts, options) => invoke(printer, call, name, texts, options ?? {}),
  });
  return `(${sql})`;
}

export function renderScalar(
  printer: DuckDbPrinter,
  { definition, parameterTypes, resultType }: ResolvedCall,
  nodes: readonly Expression[],
): string {
  const before = printer.subqueries;
  const values = boundedArguments(
    printer,
    renderedArguments(printer, { definition, parameterTypes, resultType }, nodes),
  );
  const holdSubquery = printer.subqueries > before;
  if (holdSubquery && definition.name === 'try') {
    refuse('DuckDB cannot go on after an error in a subquery: put try into the subquery');
  }
  return outsideLambdas(
    printer,
    values.filter(({ type }) => type.kind !== 'function').map(({ sql }) => sql),
    holdSubquery,
    (texts) => {
      let next = 0;
      return renderCall(definition, definition.duckdb, {
        arguments: values.map((value) =>
          value.type.kind === 'function' ? value : { ...value, sql: texts[next++]! },
        ),
        resultType,
        lambdas: printer.lambdaParameters.size,
        fresh: () => printer.fresh(),
        invoke: () => refuse(`${definition.name} is no aggregate`),
      });
    },
  );
}

/** Lambdas within lambdas multiply: the arrays that inner ones are called for are bounded. */
function boundedArguments(
  printer: DuckDbPrinter,
  values: readonly RenderedArgument[],
): readonly RenderedArgument[] {
  if (!values.some(({ type }) => type.kind === 'function')) return values;
  return values.map((value) =>
    value.type.kind === 'array' || value.type.kind === 'map'
      ? { ...value, sql: boundedWithin(printer, printer.lambdaParameters.size, value.sql, value.type) }
      : value,
  );
}

function renderedArguments(
  printer: DuckDbPrinter,
  { parameterTypes }: ResolvedCall,
  nodes: readonly Expression[],
): readonly RenderedArgument[] {
  return nodes.map((node, index) => {
    const type = known(parameterTypes[index], 'a parameter');
    if (node.kind === 'lambda') return lambdaArgument(printer, node, type);
    return {
      sql: printExpression(printer, node),
      type: argumentType(printer, node, type),
      literal: literalOf(node),
    };
  });
}

/** The zone of a timestamp is known by the value, not by what the function takes. */
function argumentType(printer: DuckDbPrinter, node: Expression, type: SqlType): SqlType {
  if (type.kind !== 'timestamp with time zone') return type;
  const own = printer.typeOf(node);
  if (own.kind === type.kind) return own;
  return { kind: type.kind, zone: 'UTC' };
}

function lambdaArgument(printer: DuckDbPrinter, node: Lambda, type: SqlType): RenderedArgument {
  const body = (names: readonly string[]): string => {
    const before = printer.lambdaParameters.get(node);
    printer.lambdaParameters.set(node, names);
    try {
      return printExpression(printer, node.body);
    } finally {
      if (before === undefined) printer.lambdaParameters.delete(node);
      else printer.lambdaParameters.set(node, before);
    }
  };
  return {
    // Printed when it is asked for: most forms ask for the body, and both at each level would double the work.
    get sql() {
      const names = node.parameters.map(() => printer.fresh());
      return `lambda ${names.join(', ')}: ${body(names)}`;
    },
    type,
    literal: undefined,
    body,
  };
}

/** `name(arguments)` with what hangs on the call. */
function invoke(
  printer: DuckDbPrinter,
  call: FunctionCall,
  name: string,
  texts: readonly string[],
  options: InvokeOptions,
): string {
  const distinct = call.distinct || options.distinct === true ? 'DISTINCT ' : '';
  const nulls = call.nullTreatment === 'ignore' ? ' IGNORE NULLS' : '';
  const order = [
    ...(options.orderBy === undefined ? [] : [options.orderBy]),
    ...printSortItems(printer, call.orderBy),
  ];
  const filters = [
    ...(options.filter === undefined ? [] : [options.filter]),
    ...printExpressions(printer, call.filter === null ? [] : [call.filter]),
  ];
  const orderBy = order.length === 0 ? '' : ` ORDER BY ${order.join(', ')}`;
  const filter = filters.length === 0 ? '' : ` FILTER (WHERE ${filters.join(' AND ')})`;
  return `${name}(${distinct}${texts.join(', ')}${nulls}${orderBy})${filter}${over(printer, call)}`;
}

function over(printer: DuckDbPrinter, call: FunctionCall): string {
  if (call.window === null) return '';
  return ` OVER (${printWindow(printer, known(printer.analysis.windows.get(call), 'a window'))})`;
}
