import { CONFIG_OPTION, type Command, DATA_OPTION, JSON_OPTION, PROJECT_OPTION } from '../command.ts';
import { connectAsAdmin } from '../connect.ts';
import { EXIT, usageFailure } from '../exit-codes.ts';
import { printKeys } from '../print-keys.ts';
import { renderTable } from '../table.ts';

const OPTIONS = [PROJECT_OPTION, JSON_OPTION, DATA_OPTION, CONFIG_OPTION];

export const keysCreateCommand: Command = {
  name: 'keys create',
  summary: 'Make three more keys for a project; older ones stay valid',
  arguments: [],
  options: OPTIONS,
  notes: ['The keys are stored hashed and shown this once.'],
  examples: ['millrace keys create --project shop'],
  async run(invocation) {
    const admin = await connectAsAdmin(invocation, { mayCreate: false });
    try {
      const project = await admin.projectOf(invocation.options.text('project'));
      printKeys(invocation, `new keys of project "${project}"`, await admin.createKeys(project));
      return EXIT.ok;
    } finally {
      await admin.close();
    }
  },
};

export const keysListCommand: Command = {
  name: 'keys list',
  summary: 'List the key triples of a project, by id',
  arguments: [],
  options: OPTIONS,
  notes: ['The keys themselves cannot be shown: they are stored hashed.'],
  examples: ['millrace keys list --project shop'],
  async run(invocation) {
    const { terminal, options } = invocation;
    const admin = await connectAsAdmin(invocation, { mayCreate: false });
    try {
      const keySets = await admin.keySets(await admin.projectOf(options.text('project')));
      if (options.flag('json')) {
        terminal.out(JSON.stringify(keySets, null, 2));
        return EXIT.ok;
      }
      const columns = [
        { name: 'id', align: 'right' },
        { name: 'created', align: 'left' },
        { name: 'revoked', align: 'left' },
      ] as const;
      const rows = keySets.map((keySet) => [keySet.id, keySet.created_at, keySet.revoked_at ?? '']);
      terminal.out(renderTable(columns, rows, { width: terminal.columns, style: terminal.style }));
      return EXIT.ok;
    } finally {
      await admin.close();
    }
  },
};

export const keysRevokeCommand: Command = {
  name: 'keys revoke',
  summary: 'Revoke a triple of keys: all three stop working within 5 seconds',
  arguments: [{ name: 'ID', description: 'as millrace keys list shows it' }],
  options: [PROJECT_OPTION, DATA_OPTION, CONFIG_OPTION],
  examples: ['millrace keys revoke 3 --project shop'],
  async run(invocation) {
    const [id = ''] = invocation.arguments;
    if (!/^\d{1,15}$/.test(id)) throw usageFailure(`"${id}" is no id of keys`, 'see millrace keys list');
    const admin = await connectAsAdmin(invocation, { mayCreate: false });
    try {
      const project = await admin.projectOf(invocation.options.text('project'));
      await admin.revokeKeys(project, Number(id));
      invocation.terminal.note(`keys ${id} of project "${project}" are revoked`);
      return EXIT.ok;
    } finally {
      await admin.close();
    }
  },
};
