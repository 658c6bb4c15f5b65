import type { Join, JoinCriteria, Relation, TableVersion } from '../../ast/relation.ts';
import {
  type AliasedRelationContext,
  DerivedTableContext,
  type JoinContext,
  LateralContext,
  NamedTableContext,
  NestedRelationContext,
  type RelationContext,
  type RelationPrimaryContext,
  type SampledRelationContext,
  QueryParser as T,
  type TableVersionContext,
  UnnestContext,
} from '../../grammar/generated/query-parser.ts';
import { type BuildContext, positionOf, positionOfToken, spanning } from './build-context.ts';
import { buildExpression, buildExpressions, buildValueExpression } from './build-expression.ts';
import { buildColumnAliases, buildIdentifier, buildQualifiedName } from './build-name.ts';
import { buildQuery } from './build-query.ts';

export function buildRelation(build: BuildContext, context: RelationContext): Relation {
  let left = buildSampled(build, context._first!);
  for (const join of context._joins) left = buildJoin(build, left, join);
  return left;
}

function buildJoin(build: BuildContext, left: Relation, context: JoinContext): Join {
  const right =
    context._nested === undefined
      ? buildSampled(build, context._other!)
      : buildRelation(build, context._nested);
  return {
    kind: 'join',
    type: context._kind?.type === T.CROSS ? 'cross' : joinType(context._side?._kind?.type),
    left,
    right,
    criteria: buildCriteria(build, context),
    position: spanning(left.position, positionOf(context)),
  };
}

function joinType(token: number | undefined): 'inner' | 'left' | 'right' | 'full' {
  if (token === T.LEFT) return 'left';
  if (token === T.RIGHT) return 'right';
  return token === T.FULL ? 'full' : 'inner';
}

function buildCriteria(build: BuildContext, context: JoinContext): JoinCriteria | null {
  if (context._kind != null) {
    return context._kind.type === T.CROSS
      ? null
      : { kind: 'natural', position: positionOfToken(context._kind) };
  }
  if (context._on !== undefined) {
    return { kind: 'on', condition: buildExpression(build, context._on), position: positionOf(context._on) };
  }
  const columns = context._columns.map((column) => buildIdentifier(build, column));
  const first = columns[0]!;
  return { kind: 'using', columns, position: spanning(first.position, (columns.at(-1) ?? first).position) };
}

function buildSampled(build: BuildContext, context: SampledRelationContext): Relation {
  const relation = buildAliased(build, context._source!);
  if (context._percentage === undefined) return relation;
  return {
    kind: 'sampled',
    relation,
    method: context._method?.type === T.SYSTEM ? 'system' : 'bernoulli',
    percentage: buildExpression(build, context._percentage),
    position: positionOf(context),
  };
}

function buildAliased(build: BuildContext, context: AliasedRelationContext): Relation {
  const relation = buildPrimary(build, context._source!);
  if (context._alias === undefined) return relation;
  return {
    kind: 'aliased',
    relation,
    alias: buildIdentifier(build, context._alias),
    columns: buildColumnAliases(build, context._columns),
    position: positionOf(context),
  };
}

function buildPrimary(build: BuildContext, context: RelationPrimaryContext): Relation {
  const position = positionOf(context);
  if (context instanceof NamedTableContext) {
    const version = context._version === undefined ? null : buildVersion(build, context._version);
    return { kind: 'table', name: buildQualifiedName(build, context._name!), version, position };
  }
  if (context instanceof DerivedTableContext) {
    return { kind: 'derived-table', query: buildQuery(build, context._inner!), position };
  }
  if (context instanceof LateralContext) {
    return { kind: 'lateral', query: buildQuery(build, context._inner!), position };
  }
  if (context instanceof UnnestContext) {
    return {
      kind: 'unnest',
      expressions: buildExpressions(build, context._list),
      withOrdinality: context._ordinality != null,
      position,
    };
  }
  if (context instanceof NestedRelationContext) return buildRelation(build, context._inner!);
  throw build.error(position, 'this cannot be read from');
}

function buildVersion(build: BuildContext, context: TableVersionContext): TableVersion {
  const unit = context._unit!;
  const word = build.textOf(unit).toUpperCase();
  const by = VERSION_UNITS.get(word);
  if (by === undefined) {
    throw build.error(positionOfToken(unit), `a table has no "${word}"`, {
      hint: 'FOR VERSION AS OF a number, or FOR TIMESTAMP AS OF a time',
    });
  }
  return {
    kind: 'table-version',
    by,
    value: buildValueExpression(build, context._value!),
    position: positionOf(context),
  };
}

const VERSION_UNITS: ReadonlyMap<string, TableVersion['by']> = new Map([
  ['VERSION', 'version'],
  ['SYSTEM_VERSION', 'version'],
  ['TIMESTAMP', 'timestamp'],
  ['SYSTEM_TIME', 'timestamp'],
]);
