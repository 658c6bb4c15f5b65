import { restoreBackup } from '../../operation/restore.ts';
import { systemPlatform } from '../../platform/platform.ts';
import { AdminClient } from '../admin-client.ts';
import { CONFIG_OPTION, type Command, DATA_OPTION, type Invocation } from '../command.ts';
import { dataDirectoryOf } from '../data-option.ts';
import { CommandFailure, EXIT } from '../exit-codes.ts';
import { loadConfigOf } from '../load-config.ts';
import { openMillrace } from '../open-millrace.ts';
import { inProcessClient } from '../server-client.ts';

export const restoreCommand: Command = {
  name: 'restore',
  summary: 'Make a data directory of a backup',
  arguments: [{ name: 'DIR', description: 'what millrace backup wrote' }],
  options: [
    { ...DATA_OPTION, description: 'data directory to make (default ./data); not there yet, or empty' },
    CONFIG_OPTION,
  ],
  notes: [
    'Every file is compared with the checksums of the backup, then the copy is opened and every project is recounted: each event that was accepted must be accounted for. Only then the directory gets its name.',
  ],
  examples: ['millrace restore /backups/2026-01-31 --data ./data'],
  async run(invocation) {
    const [backup = ''] = invocation.arguments;
    const target = dataDirectoryOf(invocation);
    let projects = 0;
    const manifest = await restoreBackup(backup, target, async (directory) => {
      projects = await checkLedgers(invocation, directory);
    });
    invocation.terminal.note(
      `restored ${target} from the backup of ${manifest.created_at}: ${manifest.files.length} files, ` +
        `${projects} ${projects === 1 ? 'project' : 'projects'} recounted, every event accounted for`,
    );
    return EXIT.ok;
  },
};

/** Opens the restored directory and recounts every project's tables. */
async function checkLedgers(invocation: Invocation, directory: string): Promise<number> {
  const { config } = await loadConfigOf(invocation);
  const millrace = await openMillrace(directory, config, systemPlatform('error'));
  const admin = new AdminClient(
    inProcessClient(millrace.server, () => millrace.close()),
    millrace.adminToken,
  );
  try {
    const projects = (await admin.projects()).filter((project) => project.state === 'active');
    for (const { name } of projects) {
      const ledger = await admin.ledger(name, true);
      if (ledger.balanced) continue;
      throw new CommandFailure(
        EXIT.failed,
        `the restored project "${name}" does not account for every event`,
        {
          detail: JSON.stringify(ledger),
          hint: 'keep the backup, and restore another one',
        },
      );
    }
    return projects.length;
  } finally {
    await admin.close();
  }
}
