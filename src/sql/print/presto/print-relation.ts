import type { Join, JoinCriteria, Relation } from '../../ast/relation.ts';
import { printExpression, printExpressions, VALUE } from './print-expression.ts';
import { printIdentifiers, printName } from './print-name.ts';
import { printQuery } from './print-query.ts';

export function printRelation(relation: Relation): string {
  switch (relation.kind) {
    case 'table': {
      const { name, version } = relation;
      if (version === null) return printName(name);
      return `${printName(name)} FOR ${version.by.toUpperCase()} AS OF ${printExpression(version.value, VALUE)}`;
    }
    case 'derived-table':
      return `(${printQuery(relation.query)})`;
    case 'lateral':
      return `LATERAL (${printQuery(relation.query)})`;
    case 'unnest':
      return `UNNEST (${printExpressions(relation.expressions)})${relation.withOrdinality ? ' WITH ORDINALITY' : ''}`;
    case 'aliased': {
      const columns = relation.columns.length === 0 ? '' : ` (${printIdentifiers(relation.columns)})`;
      return `${nested(relation.relation, 0)} AS ${printIdentifiers([relation.alias])}${columns}`;
    }
    case 'sampled': {
      const percentage = printExpression(relation.percentage);
      return `${nested(relation.relation, 1)} TABLESAMPLE ${relation.method.toUpperCase()} (${percentage})`;
    }
    case 'join':
      return printJoin(relation);
  }
}

/** Joins lean to the left; one on the right side needs parentheses. */
function printJoin(join: Join): string {
  const left = printRelation(join.left);
  const right = nested(join.right, 2);
  if (join.type === 'cross') return `${left} CROSS JOIN ${right}`;
  const kind = join.type === 'inner' ? 'JOIN' : `${join.type.toUpperCase()} JOIN`;
  if (join.criteria?.kind === 'natural') return `${left} NATURAL ${kind} ${right}`;
  return `${left} ${kind} ${right}${printCriteria(join.criteria)}`;
}

function printCriteria(criteria: JoinCriteria | null): string {
  if (criteria === null || criteria.kind === 'natural') return '';
  if (criteria.kind === 'on') return ` ON ${printExpression(criteria.condition)}`;
  return ` USING (${printIdentifiers(criteria.columns)})`;
}

/** In parentheses when it is looser than what may stand here. */
function nested(relation: Relation, loosest: number): string {
  const printed = printRelation(relation);
  return looseness(relation) > loosest ? `(${printed})` : printed;
}

function looseness(relation: Relation): number {
  switch (relation.kind) {
    case 'join':
      return 3;
    case 'sampled':
      return 2;
    case 'aliased':
      return 1;
    default:
      return 0;
  }
}
