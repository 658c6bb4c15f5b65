import type { FunctionCall, Lambda } from '../../ast/call.ts';
import type { Expression } from '../../ast/expression.ts';
import { refuse } from '../../functions/engine-refusal.ts';
import type { InvokeOptions, RenderedArgument } from '../../functions/function-definition.ts';
import { renderCall } from '../../functions/render-call.ts';
import type { ResolvedCall } from '../../functions/resolve-call.ts';
import type { SqlType } from '../../types/sql-type.ts';
import { known } from '../known.ts';
import { literalOf } from '../literal-of.ts';
import { printExpression, printExpressions } from './print-expression.ts';
import { printSortItems } from './print-sort.ts';
import { printWindow } from './print-window.ts';
import type { PrestoPrinter } from './printer.ts';

export function printCall(printer: PrestoPrinter, call: FunctionCall): string {
  const resolved = known(printer.analysis.calls.get(call), `function "${call.name.parts[0]!.name}"`);
  if (resolved.definition.kind === 'scalar') return renderScalar(printer, resolved, call.arguments);
  return rendered(printer, resolved, call.arguments, (name, texts, options) =>
    invoke(printer, call, resolved, name, texts, options),
  );
}

export function renderScalar(
  printer: PrestoPrinter,
  resolved: ResolvedCall,
  nodes: readonly Expression[],
): string {
  return rendered(printer, resolved, nodes, () => refuse(`${resolved.definition.name} is no aggregate`));
}

function rendered(
  printer: PrestoPrinter,
  { definition, parameterTypes, resultType }: ResolvedCall,
  nodes: readonly Expression[],
  invokeCall: (name: string, texts: readonly string[], options: InvokeOptions) => string,
): string {
  return renderCall(definition, printer.dialect.form(definition), {
    arguments: nodes.map((node, index) =>
      argument(printer, node, known(parameterTypes[index], 'a parameter')),
    ),
    resultType,
    lambdas: printer.lambdas,
    fresh: () => printer.fresh('p'),
    invoke: (name, texts, options = {}) => invokeCall(name, texts, options),
  });
}

function argument(printer: PrestoPrinter, node: Expression, type: SqlType): RenderedArgument {
  if (node.kind === 'lambda') return { sql: printLambda(printer, node), type, literal: undefined };
  return { sql: printExpression(printer, node), type, literal: literalOf(node) };
}

function printLambda(printer: PrestoPrinter, node: Lambda): string {
  const names = node.parameters.map(() => printer.fresh('p'));
  printer.lambdaParameters.set(node, names);
  const body = printer.withinLambda(() => printExpression(printer, node.body));
  return `(${names.join(', ')}) -> ${body}`;
}

/** `name(arguments)` with what hangs on the call. */
function invoke(
  printer: PrestoPrinter,
  call: FunctionCall,
  { definition }: ResolvedCall,
  name: string,
  texts: readonly string[],
  options: InvokeOptions,
): string {
  const conditions = [
    ...(options.filter === undefined ? [] : [options.filter]),
    ...printExpressions(printer, call.filter === null ? [] : [call.filter]),
  ].join(' AND ');
  const order = [
    ...(options.orderBy === undefined ? [] : [options.orderBy]),
    ...printSortItems(printer, call.orderBy),
  ].join(', ');
  const distinct = call.distinct || options.distinct === true ? 'DISTINCT ' : '';
  const inside = (values: string) =>
    `${name}(${distinct}${values}${order === '' ? '' : ` ORDER BY ${order}`})`;
  const window =
    call.window === null
      ? ''
      : ` OVER (${printWindow(printer, known(printer.analysis.windows.get(call), 'a window'))})`;
  const nulls = call.nullTreatment === 'ignore' ? ' IGNORE NULLS' : '';
  const values = call.star ? '*' : texts.join(', ');
  if (conditions === '') return `${inside(values)}${nulls}${window}`;
  if (window === '') return `${inside(values)} FILTER (WHERE ${conditions})`;
  if (definition.kind === 'window') {
    return refuse(`FILTER cannot stand with ${definition.name}, which is no aggregate`);
  }
  if (printer.dialect.windowFilter) return `${inside(values)} FILTER (WHERE ${conditions})${window}`;
  return `${inside(filteredValues(printer, call, definition.name, texts, conditions))}${window}`;
}

/** Aggregates that pass over rows where their first argument is NULL. */
const PASSING_OVER_NULLS: ReadonlySet<string> = new Set([
  ...['count', 'count_if', 'sum', 'avg', 'min', 'max', 'geometric_mean', 'bool_and', 'bool_or', 'every'],
  ...['approx_distinct', 'approx_percentile', 'arbitrary', 'any_value', 'bitwise_and_agg', 'bitwise_or_agg'],
  ...['stddev', 'stddev_pop', 'stddev_samp', 'variance', 'var_pop', 'var_samp', 'skewness', 'kurtosis'],
  ...['histogram', 'set_agg', 'entropy', 'covar_pop', 'covar_samp', 'corr', 'regr_slope', 'regr_intercept'],
]);

/** The arguments with NULLs in place of those of rows that are left out, where a window cannot have a FILTER. */
function filteredValues(
  { dialect }: PrestoPrinter,
  call: FunctionCall,
  name: string,
  texts: readonly string[],
  conditions: string,
): string {
  if (call.star || texts.length === 0) return `CASE WHEN ${conditions} THEN 1 END`;
  if (!PASSING_OVER_NULLS.has(name)) {
    refuse(`${dialect.name} has no FILTER in windows: select the rows in a subquery, and aggregate there`);
  }
  const [first, ...others] = texts;
  return [`CASE WHEN ${conditions} THEN ${first} END`, ...others].join(', ');
}
