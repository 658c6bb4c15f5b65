import { canonicalName } from '../ast/name.ts';
import type { Select } from '../ast/select.ts';
import type { SortItem } from '../ast/sort.ts';
import type { Grouping, OutputColumn } from './analysis.ts';
import type { AnalysisState } from './analysis-state.ts';
import { analyzeFrom } from './analyze-from.ts';
import { analyzeGroupBy } from './analyze-group-by.ts';
import { analyzeOrderBy, outputScope } from './analyze-order-by.ts';
import type { BodySurroundings } from './analyze-query.ts';
import { analyzeSelectItems } from './analyze-select-items.ts';
import { checkDistinctOrder } from './check-distinct-order.ts';
import { checkGrouped } from './check-grouped.ts';
import { ExpressionIds } from './expression-ids.ts';
import { type Place, plainPlace, type SelectContext } from './place.ts';
import { quote } from './quote.ts';
import { resolveWindow } from './resolve-window.ts';
import { requireBoolean, requireComparable } from './type-predicate.ts';

/** The clauses in the order in which they work, not that of the text: FROM first, ORDER BY last. */
export function analyzeSelect(
  state: AnalysisState,
  node: Select,
  orderBy: readonly SortItem[],
  surroundings: BodySurroundings,
): readonly OutputColumn[] {
  const source = analyzeFrom(state, node.from, surroundings);
  const plain: Place = {
    ...plainPlace(source, surroundings.commonTables, 'WHERE'),
    aliases: aliasesOf(node),
  };
  if (node.where !== null) requireBoolean(state, node.where, plain, 'WHERE');

  const context: SelectContext = {
    node,
    aggregates: [],
    windows: [],
    groupings: [],
    namedWindows: new Map(),
  };
  const inSelect: Place = { ...plain, clause: 'SELECT', select: context, windowsAllowed: true };
  defineWindows(state, node, context, { ...inSelect, clause: 'WINDOW' });
  const outputs = analyzeSelectItems(state, node, inSelect);

  const ids = new ExpressionIds(state);
  const groupBy =
    node.groupBy === null
      ? undefined
      : analyzeGroupBy(state, node.groupBy, outputs, ids, { ...plain, clause: 'GROUP BY' });
  if (node.having !== null) {
    const place = { ...inSelect, clause: 'HAVING', windowsAllowed: false };
    requireBoolean(state, node.having, place, 'HAVING');
  }
  const sorting: Place = {
    ...inSelect,
    clause: 'ORDER BY',
    scope: outputScope(outputs, node, source),
    aliases: plain.aliases,
  };
  analyzeOrderBy(state, orderBy, outputs, sorting);

  const isGrouped = groupBy !== undefined || node.having !== null || context.aggregates.length > 0;
  const grouping: Grouping | null = isGrouped ? (groupBy ?? { keys: [], sets: [[]] }) : null;
  if (grouping !== null) checkGrouped(state, { node, source, context, grouping, outputs, orderBy, ids });
  if (node.distinct) {
    for (const { type, value } of outputs) {
      requireComparable(state, value.kind === 'expression' ? value.expression : node, type, false);
    }
    checkDistinctOrder(state, outputs, orderBy, ids);
  }
  const columns = outputs.map(({ name, type }) => ({ name, type }));
  state.selects.set(node, { outputs, grouping });
  state.bodies.set(node, columns);
  return columns;
}

function aliasesOf(node: Select): ReadonlySet<string> {
  const aliases = new Set<string>();
  for (const item of node.items) {
    if (item.kind === 'select-expression' && item.alias !== null) aliases.add(canonicalName(item.alias));
  }
  return aliases;
}

/** In order, since one may build on those before it. */
function defineWindows(state: AnalysisState, node: Select, context: SelectContext, place: Place): void {
  for (const { name, specification } of node.windows) {
    const key = canonicalName(name);
    if (context.namedWindows.has(key)) {
      throw state.error(name, 'SQL_INVALID', `window ${quote(name.name)} is defined twice`);
    }
    const inside = { ...place, windowsAllowed: false };
    context.namedWindows.set(key, { specification, resolved: resolveWindow(state, specification, inside) });
  }
}
