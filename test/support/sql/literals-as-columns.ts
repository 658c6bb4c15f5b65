import { childNodes } from '../../../src/sql/ast/child-nodes.ts';
import type { AstNode } from '../../../src/sql/ast/node.ts';
import { parseQuery } from '../../../src/sql/parse/parse-query.ts';
import { SqlTextError } from '../../../src/sql/sql-text-error.ts';
import type { SqlType } from '../../../src/sql/types/sql-type.ts';
import { compileText } from './compile-text.ts';

/** An expression over columns, and the literals that the columns hold. */
export interface OverColumns {
  /** The text, when the first of its columns is `c<first>`. */
  expression(first: number): string;
  readonly literals: readonly string[];
}

const LITERALS: ReadonlySet<string> = new Set([
  'boolean',
  'integer',
  'decimal',
  'double',
  'string',
  'binary',
  'typed-literal',
  'interval',
]);

const PREFIX = 'SELECT ';

interface Found {
  readonly node: AstNode;
  /** The call, operator or other expression that it is a part of. */
  readonly parent: AstNode;
}

/**
 * The expression with columns in place of its literals, but of those that the language wants written out: units,
 * patterns, fields of rows. Which these are is found by trying: what is refused gets the literals of its own back, and
 * a timestamp whose zone is not known any more the last one.
 */
export function literalsAsColumns(expression: string): OverColumns {
  let literals = literalsOf(parseQuery(PREFIX + expression));
  const written = typed(withColumns(expression, []));
  while (literals.length > 0) {
    const over = withColumns(expression, literals);
    const error = typed(over);
    if (!(error instanceof SqlTextError)) {
      if (zoneOf(error) === zoneOf(written)) return over;
      literals = literals.slice(0, -1);
      continue;
    }
    const own = literals.filter(({ parent }) => isPlace(error, parent, literals));
    const within = literals.filter(({ node }) => isWithin(error, node, literals));
    const back = own.length > 0 ? own : within.length > 0 ? within : literals;
    const without = (some: readonly Found[]) => literals.filter((literal) => !some.includes(literal));
    // One is enough when something else is wrong without it, or nothing.
    const one = back.find((literal) => {
      const after = typed(withColumns(expression, without([literal])));
      return !(after instanceof SqlTextError) || after.reason !== error.reason;
    });
    literals = without(one === undefined ? back : [one]);
  }
  return withColumns(expression, []);
}

/** The FROM clause with the columns: three rows, of which DuckDB does not know that they are the same. */
export function columnsClause(literals: readonly string[]): string {
  const columns = literals.map((literal, index) => `CASE WHEN i >= 0 THEN ${literal} END AS c${index}`);
  return ` FROM (SELECT ${columns.join(', ')} FROM UNNEST(sequence(0, 2)) AS r (i)) AS literals`;
}

function literalsOf(root: AstNode): readonly Found[] {
  const found: Found[] = [];
  const walk = (node: AstNode, parent: AstNode): void => {
    if (LITERALS.has(node.kind)) found.push({ node, parent });
    // The minus of a number is a part of it.
    else for (const child of childNodes(node)) walk(child, node.kind === 'unary' ? parent : node);
  };
  walk(root, root);
  return found.sort((a, b) => a.node.position.start - b.node.position.start);
}

function withColumns(expression: string, found: readonly Found[]): OverColumns {
  const places = found.map(({ node: { position } }) => ({
    start: position.start - PREFIX.length,
    end: position.end - PREFIX.length,
  }));
  return {
    literals: places.map(({ start, end }) => expression.slice(start, end)),
    expression: (first) => {
      const parts = places.map(({ start }, index) => {
        return `${expression.slice(places[index - 1]?.end ?? 0, start)}${columnName(first + index)}`;
      });
      return parts.join('') + expression.slice(places.at(-1)?.end ?? 0);
    },
  };
}

function columnName(index: number): string {
  return `c${index}`;
}

/** The type, or why the expression is refused. */
function typed(over: OverColumns): SqlType | SqlTextError {
  const from = over.literals.length === 0 ? '' : columnsClause(over.literals);
  try {
    return compileText(PREFIX + over.expression(0) + from).columns[0]!.type;
  } catch (error) {
    if (error instanceof SqlTextError) return error;
    throw error;
  }
}

/** Of a timestamp with time zone, where it is known. */
function zoneOf(type: SqlType | SqlTextError): string | undefined {
  if (type instanceof SqlTextError || type.kind !== 'timestamp with time zone') return undefined;
  return type.zone;
}

/** Where an offset of the text is once columns stand for the literals. */
function moved(offset: number, literals: readonly Found[]): number {
  let to = offset;
  for (const [index, { node }] of literals.entries()) {
    const { start, end } = node.position;
    if (end <= offset) to += columnName(index).length - (end - start);
  }
  return to;
}

function isPlace(error: SqlTextError, { position }: AstNode, literals: readonly Found[]): boolean {
  return moved(position.start, literals) === error.start && moved(position.end, literals) === error.end;
}

function isWithin(error: SqlTextError, { position }: AstNode, literals: readonly Found[]): boolean {
  return moved(position.start, literals) >= error.start && moved(position.end, literals) <= error.end;
}
