import { TypePatternReader } from '../types/parse-type-pattern.ts';
import type { TypePattern } from '../types/type-pattern.ts';

/** One way a function can be called. */
export interface Signature {
  /** As it was written, for messages and the reference page. */
  readonly text: string;
  readonly parameters: readonly TypePattern[];
  /** Whether the last parameter stands for any number of arguments, none included. */
  readonly variadic: boolean;
  readonly result: TypePattern;
  /** What a type variable must be able to do. */
  readonly constraints: ReadonlyMap<string, 'comparable' | 'orderable'>;
}

/**
 * Reads Presto's notation: `element_at(map(K, V), K) -> V`, `transform(array(T), function(T, U)) -> array(U)`,
 * `concat(varchar, varchar...) -> varchar`, `round(decimal(p, s)) -> decimal(min(38, p - s + 1), 0)`, and after it
 * `where E orderable, K comparable`. Throws with what is wrong.
 */
export function parseSignature(text: string): Signature {
  const reader = new TypePatternReader(text, true);
  reader.word();
  reader.expect('(');
  const parameters: TypePattern[] = [];
  let variadic = false;
  if (!reader.accept(')')) {
    do {
      parameters.push(reader.type());
      variadic = reader.accept('...');
    } while (reader.accept(','));
    reader.expect(')');
  }
  reader.expect('->');
  const result = reader.type();
  const constraints = new Map<string, 'comparable' | 'orderable'>();
  if (reader.accept('where')) {
    do {
      const name = reader.word();
      const trait = reader.word();
      if (trait !== 'comparable' && trait !== 'orderable') throw new Error(`"${trait}" is no trait`);
      constraints.set(name, trait);
    } while (reader.accept(','));
  }
  if (!reader.atEnd) throw new Error(`"${text}" goes on after the signature`);
  return { text, parameters, variadic, result, constraints };
}
