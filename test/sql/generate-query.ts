import type { Query, QueryBody } from '../../src/sql/ast/query.ts';
import type { GroupBy, GroupingElement, GroupingSet, Select, SelectItem } from '../../src/sql/ast/select.ts';
import type { Dice } from '../simulation/dice.ts';
import {
  generateExpression,
  generateExpressions,
  generateSort,
  generateWindow,
} from './generate-expression.ts';
import { generateIdentifier, generateName, NOWHERE } from './generate-name.ts';
import { generateRelation } from './generate-relation.ts';

const position = NOWHERE;

/** Any query, at most `depth` deep, as a parser could have made it: equal after printing and parsing. */
export function generateQuery(dice: Dice, depth: number): Query {
  const ctes = depth > 1 && dice.chance(0.2) ? dice.between(1, 2) : 0;
  const query = generateBare(dice, depth);
  if (ctes === 0) return query;
  return {
    ...query,
    with: {
      kind: 'with',
      recursive: dice.chance(0.3),
      tables: Array.from({ length: ctes }, () => ({
        kind: 'common-table',
        name: generateIdentifier(dice),
        columns: dice.chance(0.3) ? [generateIdentifier(dice)] : [],
        query: generateQuery(dice, depth - 2),
        position,
      })),
      position,
    },
  };
}

function generateBare(dice: Dice, depth: number): Query {
  const count = { kind: 'row-count', digits: String(dice.below(100)), position } as const;
  const withTies = dice.chance(0.2);
  return {
    kind: 'query',
    with: null,
    body: generateBody(dice, depth),
    orderBy: dice.chance(0.2) ? generateSort(dice, Math.min(depth, 1)) : [],
    offset: dice.chance(0.1) ? count : null,
    limit: dice.chance(0.2)
      ? { kind: 'limit', count: withTies || dice.chance(0.8) ? count : null, withTies, position }
      : null,
    position,
  };
}

function generateBody(dice: Dice, depth: number): QueryBody {
  if (depth <= 0) return { kind: 'table-query', name: generateName(dice, 3), position };
  if (dice.chance(0.2)) {
    return {
      kind: 'set-operation',
      operator: dice.pick(['union', 'intersect', 'except'] as const),
      all: dice.chance(0.5),
      left: generateTerm(dice, depth - 1),
      right: generateTerm(dice, depth - 1),
      position,
    };
  }
  if (dice.chance(0.1)) return { kind: 'values', rows: generateExpressions(dice, depth - 1, 1), position };
  return generateSelect(dice, depth);
}

/** A query inside a set operation is a node only when it sorts or limits by itself. */
function generateTerm(dice: Dice, depth: number): QueryBody {
  const query = generateBare(dice, depth);
  const bare = query.orderBy.length === 0 && query.offset === null && query.limit === null;
  return bare ? query.body : query;
}

function generateSelect(dice: Dice, depth: number): Select {
  return {
    kind: 'select',
    distinct: dice.chance(0.1),
    items: Array.from({ length: dice.between(1, 3) }, () => generateItem(dice, depth - 1)),
    from: dice.chance(0.7)
      ? Array.from({ length: dice.between(1, 2) }, () => generateRelation(dice, depth - 1))
      : [],
    where: dice.chance(0.4) ? generateExpression(dice, depth - 1) : null,
    groupBy: dice.chance(0.3) ? generateGroupBy(dice, depth - 1) : null,
    having: dice.chance(0.1) ? generateExpression(dice, depth - 1) : null,
    windows: dice.chance(0.1)
      ? [
          {
            kind: 'named-window',
            name: generateIdentifier(dice),
            specification: generateWindow(dice, depth - 1),
            position,
          },
        ]
      : [],
    position,
  };
}

function generateItem(dice: Dice, depth: number): SelectItem {
  if (dice.chance(0.15)) {
    const target = dice.chance(0.5) ? generateExpression(dice, Math.min(depth, 1)) : null;
    const columns = target !== null && dice.chance(0.2) ? [generateIdentifier(dice)] : [];
    return { kind: 'select-all', target, columns, position };
  }
  const alias = dice.chance(0.5) ? generateIdentifier(dice) : null;
  return { kind: 'select-expression', expression: generateExpression(dice, depth), alias, position };
}

function generateGroupBy(dice: Dice, depth: number): GroupBy {
  return {
    kind: 'group-by',
    quantifier: dice.pick(['all', 'distinct', null, null] as const),
    elements: Array.from({ length: dice.between(1, 3) }, () => generateElement(dice, depth)),
    position,
  };
}

function generateElement(dice: Dice, depth: number): GroupingElement {
  switch (dice.below(6)) {
    case 0:
      return { kind: 'rollup', columns: generateExpressions(dice, depth, 1), position };
    case 1:
      return { kind: 'cube', columns: generateExpressions(dice, depth, 1), position };
    case 2: {
      const sets = Array.from({ length: dice.between(1, 3) }, () => generateSet(dice, depth));
      return { kind: 'grouping-sets', sets, position };
    }
    default:
      return generateSet(dice, depth);
  }
}

function generateSet(dice: Dice, depth: number): GroupingSet {
  return { kind: 'grouping-set', columns: generateExpressions(dice, depth, 0), position };
}
