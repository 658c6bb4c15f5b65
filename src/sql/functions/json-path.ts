import { quote } from './duckdb/sql-text.ts';
import { refuse } from './engine-refusal.ts';

/** A path that names all parts of something: `$.items[*].price` is `$.items`, and of each part `$.price`. */
export interface JsonPath {
  /** Paths of names and indexes alone, as literals of DuckDB; between two of them stood a wildcard. */
  readonly segments: readonly [string, ...string[]];
}

/** A step is a name, an index, or a wildcard. Of names without quotes Presto takes these letters. */
const STEP =
  /^(?:\.([\p{L}\p{N}_$:@/|#-]+)|\[(-?\d+)\]|\["((?:[^"\\]|\\.)*)"\]|\['([^']*)'\]|(\.\*|\[\*\]))/u;

/** Presto's JSON paths of names, indexes and wildcards (`$.a["b c"][0]`, `$.items[*].price`) as DuckDB writes them. */
export function translateJsonPath(path: string): JsonPath {
  const trimmed = path.trim();
  // Presto takes paths without the $ too.
  let rest = trimmed.startsWith('$') ? trimmed.slice(1) : `${trimmed.startsWith('[') ? '' : '.'}${trimmed}`;
  const segments: [string, ...string[]] = ['$'];
  while (rest !== '') {
    const step = STEP.exec(rest);
    if (step === null) {
      return refuse(
        `the JSON path ${path} has "${rest}", which DuckDB does not read as Presto does: names, indexes and [*] can be used`,
      );
    }
    const [text, name, index, quoted, single, wildcard] = step;
    const key = name ?? quoted?.replaceAll(/\\(.)/g, '$1') ?? single;
    if (wildcard !== undefined) segments.push('$');
    // Presto has a null for an index that is not there, and nothing for a name.
    else if (index !== undefined && segments.length > 1)
      return refuse(
        `the JSON path ${path} has an index after a wildcard, which can be followed by names only`,
      );
    else if (index !== undefined) segments.push(segments.pop()! + indexStep(index));
    else segments.push(segments.pop()! + jsonKey(key ?? ''));
    rest = rest.slice(text.length);
  }
  return { segments: segments.map(quote) as [string, ...string[]] };
}

/** `."key"`. DuckDB takes a `*` for all keys even in quotes. */
export function jsonKey(key: string): string {
  return /["\\*]/.test(key) ? refuse(`DuckDB cannot name the key ${key} in a JSON path`) : `."${key}"`;
}

function indexStep(index: string): string {
  return Number(index) < 0 ? `[#${index}]` : `[${index}]`;
}
