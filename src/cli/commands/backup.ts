import path from 'node:path';
import { CONFIG_OPTION, type Command, DATA_OPTION } from '../command.ts';
import { connectAsAdmin } from '../connect.ts';
import { EXIT } from '../exit-codes.ts';
import { formatCount } from '../progress.ts';

export const backupCommand: Command = {
  name: 'backup',
  summary: 'Copy one consistent point of everything, also while events come in',
  arguments: [{ name: 'DIR', description: 'a directory that does not exist yet, or is empty' }],
  options: [DATA_OPTION, CONFIG_OPTION],
  notes: [
    'A running server writes the backup itself and keeps accepting events. The directory gets its name when the backup is complete; until then it ends in .partial.',
  ],
  examples: ['millrace backup /backups/2026-01-31'],
  async run(invocation) {
    const [directory = ''] = invocation.arguments;
    const admin = await connectAsAdmin(invocation, { mayCreate: false });
    try {
      const report = await admin.backup(path.resolve(directory));
      invocation.terminal.note(
        `backup written to ${report.directory}: ${report.files} files, ${formatCount(report.bytes)} bytes; ` +
          `events were accepted all the time, tables stood still for ${report.paused_ms} ms`,
      );
      return EXIT.ok;
    } finally {
      await admin.close();
    }
  },
};
