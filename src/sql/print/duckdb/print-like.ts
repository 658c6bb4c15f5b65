import type { Expression } from '../../ast/expression.ts';
import type { Like } from '../../ast/predicate.ts';
import { quote } from '../../functions/duckdb/sql-text.ts';
import { refuse } from '../../functions/engine-refusal.ts';
import { printExpression } from './print-expression.ts';
import type { DuckDbPrinter } from './printer.ts';

/**
 * LIKE. DuckDB goes back over the text for each `%` but in the simplest patterns, so that a short pattern can take years
 * over a text of some thousand characters; other patterns are said as regular expressions, which take linear time.
 * Without ESCAPE nothing escapes, on both engines.
 */
export function printLike(printer: DuckDbPrinter, node: Like): string {
  const value = printExpression(printer, node.value);
  const pattern = printExpression(printer, node.pattern);
  const known = textOf(printer, node.pattern);
  const escapeText = node.escape === null ? undefined : textOf(printer, node.escape);
  if (known !== undefined && (node.escape === null || escapeText !== undefined)) {
    const steps = stepsOf(known, escapeText);
    if (isSimple(steps)) {
      const escaped = node.escape === null ? '' : ` ESCAPE ${printExpression(printer, node.escape)}`;
      return `(${value} LIKE ${pattern}${escaped})`;
    }
    const regexp = steps
      .map((step) => (step.kind === 'text' ? literally(step.text) : REGEXPS[step.kind]))
      .join('');
    return `regexp_full_match(${value}, ${quote(`(?s)${regexp}`)})`;
  }
  if (node.escape !== null) {
    return refuse(
      'with ESCAPE the pattern of LIKE must be a literal text or a parameter: leave out ESCAPE, or use strpos or regexp_like',
    );
  }
  // In the text of the pattern, whatever it is then: all that is special to regular expressions is made plain first.
  const regexp = `replace(replace(regexp_escape(${pattern}), '\\%', '.*'), '_', '.')`;
  return `regexp_full_match(${value}, '(?s)' || ${regexp})`;
}

/** What is known of a text when the query is printed: it is a literal, or bound to a `?`. */
function textOf(printer: DuckDbPrinter, node: Expression): string | undefined {
  if (node.kind === 'string') return node.value;
  const value = node.kind === 'parameter' ? printer.options.parameters[node.index] : undefined;
  return typeof value === 'string' ? value : undefined;
}

const REGEXPS = { any: '.*', one: '.' } as const;

type Step = { readonly kind: 'any' | 'one' } | { readonly kind: 'text'; readonly text: string };

/** What a pattern wants, character by character. What it escapes in vain is an error in Presto's. */
function stepsOf(pattern: string, escapeCharacter: string | undefined): readonly Step[] {
  const characters = [...pattern];
  const steps: Step[] = [];
  for (let at = 0; at < characters.length; at++) {
    let character = characters[at]!;
    if (character === '%') steps.push({ kind: 'any' });
    else if (character === '_') steps.push({ kind: 'one' });
    else {
      if (character === escapeCharacter) {
        const next = characters[++at];
        if (next !== '%' && next !== '_' && next !== escapeCharacter) {
          refuse(
            `the escape character must stand before %, _ or itself, and stands before ${next === undefined ? 'nothing' : `"${next}"`}`,
          );
        }
        character = next!;
      }
      steps.push({ kind: 'text', text: character });
    }
  }
  return steps;
}

/** At most one `%`, or nothing but texts between them: these DuckDB finds one after the other. */
function isSimple(steps: readonly Step[]): boolean {
  const count = (kind: Step['kind']) => steps.filter((step) => step.kind === kind).length;
  const escaped = steps.some((step) => step.kind === 'text' && (step.text === '%' || step.text === '_'));
  return count('any') <= 1 || (count('one') === 0 && !escaped);
}

function literally(character: string): string {
  return /[A-Za-z0-9\s]|[^\0-\x7f]/.test(character) ? character : `\\${character}`;
}
