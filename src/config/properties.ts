/** A line `key=value` of a configuration file. */
export interface PropertyLine {
  readonly key: string;
  readonly value: string;
  /** Counted from 1. */
  readonly line: number;
}

export interface PropertyFile {
  readonly properties: readonly PropertyLine[];
  /** What could not be read, each naming its line. */
  readonly problems: readonly string[];
}

/**
 * Reads the text of a `config.properties`: lines `key=value` or `key: value`, comments after `#` or `!` at the
 * beginning of a line, spaces around key and value ignored, no escapes: a backslash is a backslash, so that paths read
 * as they look. A line that Java would join with the next is refused rather than misread.
 */
export function parseProperties(text: string, path: string): PropertyFile {
  const properties: PropertyLine[] = [];
  const problems: string[] = [];
  const lineByKey = new Map<string, number>();
  for (const [index, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    const line = index + 1;
    const content = raw.trim();
    if (content === '' || content.startsWith('#') || content.startsWith('!')) continue;
    const match = /^([^\s=:]+)\s*[=:]\s*(.*)$/.exec(content);
    const [, key = '', value = ''] = match ?? [];
    const earlier = lineByKey.get(key);
    if (match === null) {
      problems.push(`${path}:${line}: "${content}" is not a line of the form key=value`);
    } else if (value.endsWith('\\')) {
      problems.push(`${path}:${line}: "${key}" must be on one line: a value cannot go on after a backslash`);
    } else if (earlier !== undefined) {
      problems.push(`${path}:${line}: "${key}" is set before, in line ${earlier}`);
    } else {
      lineByKey.set(key, line);
      properties.push({ key, value, line });
    }
  }
  return { properties, problems };
}
