import { userError } from '../platform/errors.ts';
import { nearest } from '../platform/nearest.ts';
import { CONFIG_KEYS, type Config, type ConfigValue, VARIABLE_PREFIX, variableOf } from './keys.ts';
import { parseProperties } from './properties.ts';
import { readValue } from './value-text.ts';

export interface ConfigInput {
  /** The configuration file, when there is one. */
  readonly file?: { readonly path: string; readonly text: string };
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What the command line sets: it wins over environment and file. */
  readonly options?: readonly ConfigOption[];
}

export interface ConfigOption {
  readonly key: keyof Config;
  readonly value: string;
  /** As the operator wrote it, e.g. `--port`. */
  readonly source: string;
}

export interface LoadedConfig {
  readonly config: Config;
  /** Where each value that is not the default came from: `config.properties:3`, `MILLRACE_…`, `--port`. */
  readonly sources: ReadonlyMap<string, string>;
}

interface Setting {
  readonly key: string;
  readonly value: string;
  readonly source: string;
}

/**
 * Joins file, environment and command line, later ones over earlier ones. A value that is overridden is checked all
 * the same.
 *
 * Error: `CONFIG_INVALID`, whose detail has one line for everything that is wrong.
 */
export function loadConfig(input: ConfigInput): LoadedConfig {
  const problems: string[] = [];
  const settings: readonly Setting[] = [
    ...fileSettings(input, problems),
    ...environmentSettings(input.environment, problems),
    ...(input.options ?? []),
  ];
  const values: Record<string, ConfigValue> = {};
  for (const key of CONFIG_KEYS.values()) values[key.name] = key.default;
  const sources = new Map<string, string>();
  for (const { key: name, value: text, source } of settings) {
    const key = CONFIG_KEYS.get(name);
    if (key === undefined) {
      problems.push(`${source}: unknown configuration key "${name}"${didYouMean(name, CONFIG_KEYS.keys())}`);
      continue;
    }
    const read = readValue(key, text);
    if ('expected' in read) {
      const shown = key.kind === 'secret' ? 'its value' : `"${text}"`;
      problems.push(`${source}: "${name}" cannot be ${shown}: expected ${read.expected}`);
      continue;
    }
    values[name] = read.value;
    sources.set(name, source);
  }
  if (problems.length > 0) {
    throw userError('CONFIG_INVALID', 'configuration is invalid', {
      detail: problems.join('\n'),
      hint: 'run "millrace config" to see every key with its meaning and default',
    });
  }
  // Every key has its default or a value that was read by the key's own kind.
  return { config: values as unknown as Config, sources };
}

function fileSettings({ file }: ConfigInput, problems: string[]): readonly Setting[] {
  if (file === undefined) return [];
  const parsed = parseProperties(file.text, file.path);
  problems.push(...parsed.problems);
  return parsed.properties.map(({ key, value, line }) => ({ key, value, source: `${file.path}:${line}` }));
}

function environmentSettings(
  environment: Readonly<Record<string, string | undefined>>,
  problems: string[],
): readonly Setting[] {
  const keyByVariable = new Map([...CONFIG_KEYS.keys()].map((key) => [variableOf(key), key]));
  const settings: Setting[] = [];
  for (const [variable, value] of Object.entries(environment)) {
    if (!variable.startsWith(VARIABLE_PREFIX) || value === undefined) continue;
    const key = keyByVariable.get(variable);
    if (key === undefined) {
      const near = didYouMean(variable, keyByVariable.keys());
      problems.push(`${variable}: unknown environment variable${near}`);
    } else {
      settings.push({ key, value: value.trim(), source: variable });
    }
  }
  return settings;
}

function didYouMean(word: string, candidates: Iterable<string>): string {
  const near = nearest(word, candidates);
  return near === undefined ? '' : `; did you mean "${near}"?`;
}
