import type { FunctionCall } from '../../src/sql/ast/call.ts';
import type { Expression } from '../../src/sql/ast/expression.ts';
import type { Literal } from '../../src/sql/ast/literal.ts';
import type { SortItem } from '../../src/sql/ast/sort.ts';
import type { FrameBound, WindowSpecification } from '../../src/sql/ast/window.ts';
import type { Dice } from '../simulation/dice.ts';
import { generateFunctionName, generateIdentifier, NOWHERE } from './generate-name.ts';
import { generateQuery } from './generate-query.ts';
import { generateType } from './generate-type.ts';

const position = NOWHERE;

export function generateExpressions(dice: Dice, depth: number, least: number): readonly Expression[] {
  return Array.from({ length: dice.between(least, 3) }, () => generateExpression(dice, depth));
}

/** Any expression, at most `depth` deep, as a parser could have made it. */
export function generateExpression(dice: Dice, depth: number): Expression {
  if (depth <= 0 || dice.chance(0.15)) return leaf(dice);
  const next = () => generateExpression(dice, depth - 1);
  switch (dice.below(27)) {
    case 0:
      return { kind: 'dereference', base: next(), field: generateIdentifier(dice), position };
    case 1:
      return { kind: 'subscript', base: next(), index: next(), position };
    case 2:
      return { kind: 'unary', operator: dice.pick(['-', '+'] as const), operand: next(), position };
    case 3:
    case 4:
    case 5: {
      const operator = dice.pick(['*', '/', '%', '+', '-', '||'] as const);
      return { kind: 'arithmetic', operator, left: next(), right: next(), position };
    }
    case 6:
      return { kind: 'at-time-zone', value: next(), zone: zone(dice), position };
    case 7:
    case 8:
      return { kind: 'comparison', operator: comparison(dice), left: next(), right: next(), position };
    case 9: {
      const quantifier = dice.pick(['all', 'any'] as const);
      const query = generateQuery(dice, depth - 1);
      return {
        kind: 'quantified-comparison',
        operator: comparison(dice),
        quantifier,
        value: next(),
        query,
        position,
      };
    }
    case 10:
      return {
        kind: 'between',
        value: next(),
        low: next(),
        high: next(),
        negated: dice.chance(0.5),
        position,
      };
    case 11: {
      const items = generateExpressions(dice, depth - 1, 1);
      return { kind: 'in-list', value: next(), items, negated: dice.chance(0.5), position };
    }
    case 12: {
      const query = generateQuery(dice, depth - 1);
      return { kind: 'in-query', value: next(), query, negated: dice.chance(0.5), position };
    }
    case 13: {
      const ending = dice.chance(0.3) ? next() : null;
      return {
        kind: 'like',
        value: next(),
        pattern: next(),
        escape: ending,
        negated: dice.chance(0.5),
        position,
      };
    }
    case 14:
      return { kind: 'is-null', value: next(), negated: dice.chance(0.5), position };
    case 15:
      return { kind: 'is-distinct', left: next(), right: next(), negated: dice.chance(0.5), position };
    case 16:
      return { kind: 'exists', query: generateQuery(dice, depth - 1), position };
    case 17:
      return { kind: 'not', operand: next(), position };
    case 18:
    case 19: {
      const terms = [next(), ...generateExpressions(dice, depth - 1, 1)];
      return { kind: 'logical', operator: dice.pick(['and', 'or'] as const), terms, position };
    }
    case 20:
      return generateCall(dice, depth);
    case 21: {
      const parameters = Array.from({ length: dice.below(3) }, () => generateIdentifier(dice));
      return { kind: 'lambda', parameters, body: next(), position };
    }
    case 22:
      return { kind: 'cast', value: next(), type: generateType(dice, 2), safe: dice.chance(0.3), position };
    case 23:
      return {
        kind: 'case',
        operand: dice.chance(0.4) ? next() : null,
        branches: Array.from({ length: dice.between(1, 2) }, () => ({
          kind: 'case-branch',
          when: next(),
          result: next(),
          position,
        })),
        otherwise: dice.chance(0.5) ? next() : null,
        position,
      };
    case 24:
      return { kind: 'row', items: generateExpressions(dice, depth - 1, 0), position };
    case 25:
      return dice.chance(0.5)
        ? { kind: 'array', items: generateExpressions(dice, depth - 1, 0), position }
        : {
            kind: 'extract',
            field: dice.pick(['year', 'day_of_week', 'second'] as const),
            value: next(),
            position,
          };
    default:
      return { kind: 'subquery', query: generateQuery(dice, depth - 1), position };
  }
}

function leaf(dice: Dice): Expression {
  switch (dice.below(4)) {
    case 0:
    case 1:
      return generateIdentifier(dice);
    case 2: {
      const what = dice.pick(['current_date', 'current_timestamp', 'localtime', 'current_user'] as const);
      const precise = what === 'current_timestamp' || what === 'localtime';
      return {
        kind: 'current',
        what,
        precision: precise && dice.chance(0.3) ? dice.below(7) : null,
        position,
      };
    }
    default:
      return dice.chance(0.05)
        ? { kind: 'grouping', columns: [generateIdentifier(dice)], position }
        : generateLiteral(dice);
  }
}

const TEXTS = [
  '',
  'a',
  "it's",
  "''",
  '--',
  '/*',
  '*/',
  '"',
  '\\',
  "\\'",
  '\n',
  '%_',
  '日本 😀',
  ';',
  '$x',
  '\u0000',
];

function generateLiteral(dice: Dice): Literal {
  const value = dice.pick(TEXTS);
  switch (dice.below(9)) {
    case 0:
      return { kind: 'null', position };
    case 1:
      return { kind: 'boolean', value: dice.chance(0.5), position };
    case 2:
      return { kind: 'integer', digits: dice.pick(['0', '1', '42', '9223372036854775807']), position };
    case 3:
      return { kind: 'decimal', text: dice.pick(['1.5', '.5', '5.', '0.10']), position };
    case 4:
      return { kind: 'double', text: dice.pick(['1e5', '1.5E-3', '.5e1', '1.e+2']), position };
    case 5:
      return { kind: 'binary', hex: dice.pick(['', '00', 'FF0A']), position };
    case 6:
      return { kind: 'typed-literal', type: generateIdentifier(dice), value, position };
    case 7:
      return interval(dice, value);
    default:
      return { kind: 'string', value, position };
  }
}

function interval(dice: Dice, value: string): Literal {
  const from = dice.pick(['year', 'day', 'hour'] as const);
  return {
    kind: 'interval',
    negative: dice.chance(0.3),
    value,
    from,
    to: dice.chance(0.3) ? 'second' : null,
    position,
  };
}

function zone(dice: Dice): Literal {
  return dice.chance(0.7) ? { kind: 'string', value: 'Europe/Berlin', position } : interval(dice, '2');
}

function comparison(dice: Dice) {
  return dice.pick(['=', '<>', '<', '<=', '>', '>='] as const);
}

export function generateSort(dice: Dice, depth: number): readonly SortItem[] {
  return Array.from({ length: dice.between(1, 2) }, () => ({
    kind: 'sort-item',
    key: generateExpression(dice, depth),
    descending: dice.chance(0.5),
    nulls: dice.pick(['first', 'last', null] as const),
    position,
  }));
}

function generateCall(dice: Dice, depth: number): FunctionCall {
  const star = dice.chance(0.1);
  const args = star ? [] : generateExpressions(dice, depth - 1, 0);
  const window = dice.chance(0.2);
  return {
    kind: 'function-call',
    name: generateFunctionName(dice),
    star,
    distinct: args.length > 0 && dice.chance(0.2),
    arguments: args,
    orderBy: !star && args.length > 0 && dice.chance(0.1) ? generateSort(dice, depth - 1) : [],
    filter: dice.chance(0.15) ? generateExpression(dice, depth - 1) : null,
    nullTreatment: window ? dice.pick(['ignore', 'respect', null] as const) : null,
    window: !window
      ? null
      : dice.chance(0.2)
        ? { kind: 'window-name', name: generateIdentifier(dice), position }
        : generateWindow(dice, depth - 1),
    position,
  };
}

export function generateWindow(dice: Dice, depth: number): WindowSpecification {
  return {
    kind: 'window-specification',
    base: dice.chance(0.1) ? generateIdentifier(dice) : null,
    partitionBy: dice.chance(0.5) ? generateExpressions(dice, depth, 1) : [],
    orderBy: dice.chance(0.5) ? generateSort(dice, depth) : [],
    frame: dice.chance(0.4)
      ? {
          kind: 'window-frame',
          unit: dice.pick(['rows', 'range', 'groups'] as const),
          start: bound(dice, depth),
          end: dice.chance(0.5) ? bound(dice, depth) : null,
          position,
        }
      : null,
    position,
  };
}

function bound(dice: Dice, depth: number): FrameBound {
  if (dice.chance(0.3)) return { kind: 'current-row', position };
  const distance = dice.chance(0.5) ? generateExpression(dice, Math.min(depth, 1)) : null;
  return {
    kind: 'frame-edge',
    direction: dice.pick(['preceding', 'following'] as const),
    distance,
    position,
  };
}
