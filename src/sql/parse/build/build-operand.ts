import type { Token } from 'antlr4ng';
import type { FunctionCall, Lambda } from '../../ast/call.ts';
import type { Case, Current, Expression, ExtractField } from '../../ast/expression.ts';
import { canonicalName, type Identifier } from '../../ast/name.ts';
import type { Position } from '../../ast/position.ts';
import {
  ArrayContext,
  CaseContext,
  CastContext,
  CurrentContext,
  CurrentTimeContext,
  DoubleLiteralContext,
  ExistsContext,
  ExtractContext,
  GroupingOfContext,
  IntervalValueContext,
  LambdaContext,
  NormalizeContext,
  type OperandContext,
  ParenthesesContext,
  PlainValueContext,
  PositionOfContext,
  type QualifiedNameContext,
  RowContext,
  SubqueryContext,
  SubstringContext,
  QueryParser as T,
  TextContext,
  TrimContext,
} from '../../grammar/generated/query-parser.ts';
import { callOf } from './build-call.ts';
import { type BuildContext, positionOf, positionOfToken, spanning } from './build-context.ts';
import { buildExpression, buildExpressions, buildValueExpression } from './build-expression.ts';
import { binaryHex, buildInterval, buildString, checkInteger, integerDigits } from './build-literal.ts';
import { buildIdentifier, buildQualifiedName } from './build-name.ts';
import { buildQuery } from './build-query.ts';
import { buildType } from './build-type.ts';

/** A value that does not begin with a name. */
export function buildOperand(build: BuildContext, context: OperandContext): Expression {
  const position = positionOf(context);
  if (context instanceof PlainValueContext) return buildPlainValue(build, context._value!);
  if (context instanceof TextContext) return buildString(build, context._literal!);
  if (context instanceof ParenthesesContext) return buildParentheses(build, context, position);
  if (context instanceof SubqueryContext) {
    return { kind: 'subquery', query: buildQuery(build, context._inner!), position };
  }
  if (context instanceof CastContext) {
    const value = buildExpression(build, context._value!);
    const type = buildType(build, context._target!);
    return { kind: 'cast', value, type, safe: context._kind?.type === T.TRY_CAST, position };
  }
  if (context instanceof CaseContext) return buildCase(build, context, position);
  if (context instanceof LambdaContext) return buildLambda(build, context, position);
  if (context instanceof RowContext) {
    return { kind: 'row', items: buildExpressions(build, context._list), position };
  }
  if (context instanceof ArrayContext) {
    return { kind: 'array', items: buildExpressions(build, context._list), position };
  }
  if (context instanceof ExistsContext) {
    return { kind: 'exists', query: buildQuery(build, context._inner!), position };
  }
  return buildKeywordForm(build, context, position);
}

function buildKeywordForm(build: BuildContext, context: OperandContext, position: Position): Expression {
  if (context instanceof IntervalValueContext) return buildInterval(build, context._literal!);
  if (context instanceof DoubleLiteralContext) {
    const { value } = buildString(build, context._literal!);
    const type: Identifier = { kind: 'identifier', name: 'double', quoted: false, position };
    return { kind: 'typed-literal', type, value, position };
  }
  if (context instanceof ExtractContext) {
    const field = extractField(build, buildIdentifier(build, context._field!));
    return { kind: 'extract', field, value: buildValueExpression(build, context._value!), position };
  }
  if (context instanceof SubstringContext) {
    const list = [
      context._value!,
      context._begin!,
      ...(context._length === undefined ? [] : [context._length]),
    ];
    return callOf(
      'substr',
      list.map((item) => buildValueExpression(build, item)),
      position,
    );
  }
  if (context instanceof PositionOfContext) {
    const part = buildValueExpression(build, context._part!);
    return callOf('strpos', [buildValueExpression(build, context._whole!), part], position);
  }
  if (context instanceof TrimContext) return buildTrim(build, context, position);
  if (context instanceof NormalizeContext) return buildNormalize(build, context, position);
  if (context instanceof GroupingOfContext) {
    return { kind: 'grouping', columns: context._names.map((name) => buildPath(build, name)), position };
  }
  if (context instanceof CurrentContext) return buildCurrent(context._kind!.type, null, position);
  if (context instanceof CurrentTimeContext) {
    const precision = context._precision == null ? null : Number(build.textOf(context._precision));
    return buildCurrent(context._kind!.type, precision, position);
  }
  throw build.error(position, 'this is no value');
}

function buildPlainValue(build: BuildContext, token: Token): Expression {
  const position = positionOfToken(token);
  switch (token.type) {
    case T.NULL:
      return { kind: 'null', position };
    case T.TRUE:
    case T.FALSE:
      return { kind: 'boolean', value: token.type === T.TRUE, position };
    case T.INTEGER: {
      const digits = integerDigits(build.textOf(token));
      checkInteger(build, digits, position);
      return { kind: 'integer', digits, position };
    }
    case T.DECIMAL:
      return { kind: 'decimal', text: build.textOf(token), position };
    case T.DOUBLE_VALUE:
      return { kind: 'double', text: build.textOf(token), position };
    case T.BINARY:
      return { kind: 'binary', hex: binaryHex(build, token), position };
    default:
      return { kind: 'parameter', index: build.nextParameter(), position };
  }
}

/** Around one value parentheses are no node; around several they make a row. */
function buildParentheses(build: BuildContext, context: ParenthesesContext, position: Position): Expression {
  const items = buildExpressions(build, context._list);
  const [first] = items;
  if (first === undefined) {
    throw build.error(position, 'nothing stands between the parentheses', {
      hint: 'an empty list is possible only in GROUP BY, and after the name of a function',
    });
  }
  return items.length === 1 ? first : { kind: 'row', items, position };
}

function buildLambda(build: BuildContext, context: LambdaContext, position: Position): Lambda {
  const parameters = context._names.map((name) => buildIdentifier(build, name));
  return { kind: 'lambda', parameters, body: buildExpression(build, context._body!), position };
}

function buildCase(build: BuildContext, context: CaseContext, position: Position): Case {
  const operand = context._subject === undefined ? null : buildExpression(build, context._subject);
  const branches = context._branches.map((branch) => {
    const when = buildExpression(build, branch._test!);
    const result = buildExpression(build, branch._result!);
    return { kind: 'case-branch', when, result, position: positionOf(branch) } as const;
  });
  const otherwise = context._otherwise === undefined ? null : buildExpression(build, context._otherwise);
  return { kind: 'case', operand, branches, otherwise, position };
}

const TRIM_FUNCTIONS: ReadonlyMap<number, string> = new Map([
  [T.LEADING, 'ltrim'],
  [T.TRAILING, 'rtrim'],
]);

function buildTrim(build: BuildContext, context: TrimContext, position: Position): FunctionCall {
  if (context._side == null && context._characters === undefined) {
    throw build.error(position, 'what to trim stands before FROM', {
      hint: 'or leave out FROM: trim(value)',
    });
  }
  const name = TRIM_FUNCTIONS.get(context._side?.type ?? T.BOTH) ?? 'trim';
  const characters =
    context._characters === undefined ? [] : [buildValueExpression(build, context._characters)];
  return callOf(name, [buildValueExpression(build, context._value!), ...characters], position);
}

const NORMAL_FORMS: ReadonlySet<string> = new Set(['NFC', 'NFD', 'NFKC', 'NFKD']);

function buildNormalize(build: BuildContext, context: NormalizeContext, position: Position): FunctionCall {
  const value = buildValueExpression(build, context._value!);
  const form = context._form == null ? 'NFC' : build.textOf(context._form).toUpperCase();
  const place = context._form == null ? position : positionOfToken(context._form);
  if (!NORMAL_FORMS.has(form)) {
    throw build.error(place, `"${form}" is no form of normalization`, { hint: 'NFC, NFD, NFKC or NFKD' });
  }
  return callOf('normalize', [value, { kind: 'string', value: form, position: place }], position);
}

function buildPath(build: BuildContext, context: QualifiedNameContext): Expression {
  const [head, ...fields] = buildQualifiedName(build, context).parts;
  let value: Expression = head!;
  for (const field of fields) {
    value = { kind: 'dereference', base: value, field, position: spanning(value.position, field.position) };
  }
  return value;
}

const CURRENTS: ReadonlyMap<number, Current['what']> = new Map([
  [T.CURRENT_DATE, 'current_date'],
  [T.CURRENT_TIME, 'current_time'],
  [T.CURRENT_TIMESTAMP, 'current_timestamp'],
  [T.LOCALTIME, 'localtime'],
  [T.LOCALTIMESTAMP, 'localtimestamp'],
  [T.CURRENT_USER, 'current_user'],
]);

function buildCurrent(type: number, precision: number | null, position: Position): Current {
  return { kind: 'current', what: CURRENTS.get(type)!, precision, position };
}

const EXTRACT_FIELDS: ReadonlyMap<string, ExtractField> = new Map([
  ['year', 'year'],
  ['quarter', 'quarter'],
  ['month', 'month'],
  ['week', 'week'],
  ['day', 'day'],
  ['day_of_month', 'day'],
  ['day_of_week', 'day_of_week'],
  ['dow', 'day_of_week'],
  ['day_of_year', 'day_of_year'],
  ['doy', 'day_of_year'],
  ['year_of_week', 'year_of_week'],
  ['yow', 'year_of_week'],
  ['hour', 'hour'],
  ['minute', 'minute'],
  ['second', 'second'],
  ['timezone_hour', 'timezone_hour'],
  ['timezone_minute', 'timezone_minute'],
]);

function extractField(build: BuildContext, field: Identifier): ExtractField {
  const known = field.quoted ? undefined : EXTRACT_FIELDS.get(canonicalName(field));
  if (known !== undefined) return known;
  throw build.error(field.position, `EXTRACT knows no field "${field.name}"`, {
    hint: `it knows ${[...EXTRACT_FIELDS.keys()].join(', ')}`,
  });
}
