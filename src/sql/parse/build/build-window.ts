import type { FrameBound, WindowFrame, WindowSpecification } from '../../ast/window.ts';
import {
  type FrameBoundContext,
  QueryParser as T,
  type WindowFrameContext,
  type WindowSpecificationContext,
} from '../../grammar/generated/query-parser.ts';
import { type BuildContext, positionOf } from './build-context.ts';
import { buildExpressions, buildValueExpression } from './build-expression.ts';
import { buildIdentifier } from './build-name.ts';
import { buildSortItems } from './build-query.ts';

export function buildWindowSpecification(
  build: BuildContext,
  context: WindowSpecificationContext,
): WindowSpecification {
  return {
    kind: 'window-specification',
    base: context._name === undefined ? null : buildIdentifier(build, context._name),
    partitionBy: buildExpressions(build, context._partition),
    orderBy: buildSortItems(build, context._sort),
    frame: context._frame === undefined ? null : buildFrame(build, context._frame),
    position: positionOf(context),
  };
}

function buildFrame(build: BuildContext, context: WindowFrameContext): WindowFrame {
  const unit = context._unit?.type;
  return {
    kind: 'window-frame',
    unit: unit === T.ROWS ? 'rows' : unit === T.RANGE ? 'range' : 'groups',
    start: buildBound(build, context._begin!),
    end: context._end === undefined ? null : buildBound(build, context._end),
    position: positionOf(context),
  };
}

function buildBound(build: BuildContext, context: FrameBoundContext): FrameBound {
  const position = positionOf(context);
  if (context._row != null) return { kind: 'current-row', position };
  return {
    kind: 'frame-edge',
    direction: context._direction?.type === T.PRECEDING ? 'preceding' : 'following',
    distance: context._value === undefined ? null : buildValueExpression(build, context._value),
    position,
  };
}
