import { quote } from './duckdb/sql-text.ts';
import { refuse } from './engine-refusal.ts';

/** Presto's JSON paths of names and indexes (`$.a["b c"][0]`) as DuckDB writes them, as a literal. */
export function translateJsonPath(path: string): string {
  const trimmed = path.trim();
  // Presto takes paths without the $ too.
  let rest = trimmed.startsWith('$') ? trimmed.slice(1) : `${trimmed.startsWith('[') ? '' : '.'}${trimmed}`;
  let out = '$';
  while (rest !== '') {
    const step = /^(?:\.([A-Za-z0-9_$-]+)|\[(-?\d+)\]|\["((?:[^"\\]|\\.)*)"\]|\['([^']*)'\])/.exec(rest);
    if (step === null) {
      return refuse(
        `the JSON path ${path} has "${rest}", which DuckDB does not read as Presto does: names and indexes can be used`,
      );
    }
    const [text, name, index, quoted, single] = step;
    const key = name ?? quoted?.replaceAll(/\\(.)/g, '$1') ?? single;
    if (index !== undefined) out += indexStep(index);
    else out += jsonKey(key ?? '');
    rest = rest.slice(text.length);
  }
  return quote(out);
}

/** `."key"`. DuckDB takes a `*` for all keys even in quotes. */
export function jsonKey(key: string): string {
  return /["\\*]/.test(key) ? refuse(`DuckDB cannot name the key ${key} in a JSON path`) : `."${key}"`;
}

function indexStep(index: string): string {
  return Number(index) < 0 ? `[#${index}]` : `[${index}]`;
}
