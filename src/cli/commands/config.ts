import { describeConfig } from '../../config/describe-config.ts';
import { loadConfig } from '../../config/load-config.ts';
import { MillraceError } from '../../platform/errors.ts';
import { CONFIG_OPTION, type Command, JSON_OPTION } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { loadConfigOf } from '../load-config.ts';

/** How `describeConfig` writes a secret that is set: read back as a value it would be a wrong one. */
const MASKED = '********';

export const configCommand: Command = {
  name: 'config',
  summary: 'Print every configuration key with the value in force',
  arguments: [],
  options: [JSON_OPTION, CONFIG_OPTION],
  notes: [
    'The output is a valid config.properties. Values come from the file, then from environment variables MILLRACE_…, which win. Secrets are masked.',
  ],
  examples: ['millrace config', 'millrace config > new.properties'],
  async run(invocation) {
    const { terminal, options } = invocation;
    let invalid: unknown;
    const loaded = await loadConfigOf(invocation).catch((error: unknown) => {
      if (!(error instanceof MillraceError && error.code === 'CONFIG_INVALID')) throw error;
      invalid = error;
      // The keys are what someone with an invalid configuration wants to see.
      return loadConfig({ environment: {} });
    });
    const keys = describeConfig(loaded);
    if (options.flag('json')) {
      terminal.out(JSON.stringify(keys, null, 2));
    } else {
      const { dim, bold } = terminal.style;
      for (const key of keys) {
        const origin = key.source === 'default' ? 'default' : `set by ${key.source}; default ${key.default}`;
        terminal.out(dim(`# ${key.description}`));
        terminal.out(dim(`# ${origin}; environment ${key.variable}`));
        const line = `${key.key}=${key.value}`;
        terminal.out(
          `${key.value === MASKED ? `# ${line}` : key.source === 'default' ? line : bold(line)}\n`,
        );
      }
    }
    if (invalid !== undefined) throw invalid;
    return EXIT.ok;
  },
};
