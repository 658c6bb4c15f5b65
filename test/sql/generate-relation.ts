import type { JoinCriteria, Relation } from '../../src/sql/ast/relation.ts';
import type { Dice } from '../simulation/dice.ts';
import { generateExpression, generateExpressions } from './generate-expression.ts';
import { generateIdentifier, generateName, NOWHERE } from './generate-name.ts';
import { generateQuery } from './generate-query.ts';

const position = NOWHERE;

export function generateRelation(dice: Dice, depth: number): Relation {
  if (depth <= 0) return { kind: 'table', name: generateName(dice, 3), version: null, position };
  switch (dice.below(9)) {
    case 0:
      return { kind: 'derived-table', query: generateQuery(dice, depth - 1), position };
    case 1:
      return { kind: 'lateral', query: generateQuery(dice, depth - 1), position };
    case 2: {
      const expressions = generateExpressions(dice, depth - 1, 1);
      return { kind: 'unnest', expressions, withOrdinality: dice.chance(0.5), position };
    }
    case 3:
      return {
        kind: 'aliased',
        relation: generateRelation(dice, depth - 1),
        alias: generateIdentifier(dice),
        columns: dice.chance(0.3) ? [generateIdentifier(dice), generateIdentifier(dice)] : [],
        position,
      };
    case 4:
      return {
        kind: 'sampled',
        relation: generateRelation(dice, depth - 1),
        method: dice.pick(['bernoulli', 'system'] as const),
        percentage: generateExpression(dice, 1),
        position,
      };
    case 5:
    case 6: {
      const criteria = generateCriteria(dice, depth - 1);
      const type = criteria === null ? 'cross' : dice.pick(['inner', 'left', 'right', 'full'] as const);
      const left = generateRelation(dice, depth - 1);
      return { kind: 'join', type, left, right: generateRelation(dice, depth - 1), criteria, position };
    }
    case 7: {
      const by = dice.pick(['version', 'timestamp'] as const);
      const version = { kind: 'table-version', by, value: generateExpression(dice, 1), position } as const;
      return { kind: 'table', name: generateName(dice, 3), version, position };
    }
    default:
      return { kind: 'table', name: generateName(dice, 3), version: null, position };
  }
}

function generateCriteria(dice: Dice, depth: number): JoinCriteria | null {
  switch (dice.below(4)) {
    case 0:
      return null;
    case 1:
      return { kind: 'natural', position };
    case 2:
      return { kind: 'using', columns: [generateIdentifier(dice)], position };
    default:
      return { kind: 'on', condition: generateExpression(dice, depth), position };
  }
}
