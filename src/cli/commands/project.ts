import { CONFIG_OPTION, type Command, DATA_OPTION, JSON_OPTION } from '../command.ts';
import { connectAsAdmin } from '../connect.ts';
import { EXIT } from '../exit-codes.ts';
import { printKeys } from '../print-keys.ts';
import { renderTable } from '../table.ts';

export const projectCreateCommand: Command = {
  name: 'project create',
  summary: 'Create a project and print its three keys',
  arguments: [{ name: 'NAME', description: 'letters, digits and _' }],
  options: [JSON_OPTION, DATA_OPTION, CONFIG_OPTION],
  notes: ['The keys are stored hashed and shown this once; millrace keys create makes more.'],
  examples: ['millrace project create shop'],
  async run(invocation) {
    const admin = await connectAsAdmin(invocation, { mayCreate: true });
    try {
      const [name = ''] = invocation.arguments;
      const keys = await admin.createProject(name);
      printKeys(invocation, `project "${name.toLowerCase()}" is created`, keys);
      return EXIT.ok;
    } finally {
      await admin.close();
    }
  },
};

export const projectListCommand: Command = {
  name: 'project list',
  summary: 'List the projects',
  arguments: [],
  options: [JSON_OPTION, DATA_OPTION, CONFIG_OPTION],
  examples: ['millrace project list'],
  async run(invocation) {
    const { terminal, options } = invocation;
    const admin = await connectAsAdmin(invocation, { mayCreate: false });
    try {
      const projects = await admin.projects();
      if (options.flag('json')) {
        terminal.out(JSON.stringify(projects, null, 2));
      } else if (projects.length === 0) {
        terminal.note('there is no project yet; make one: millrace project create NAME');
      } else {
        const columns = ['name', 'state', 'created'].map((name) => ({ name, align: 'left' as const }));
        const rows = projects.map((project) => [project.name, project.state, project.created_at]);
        terminal.out(renderTable(columns, rows, { width: terminal.columns, style: terminal.style }));
      }
      return EXIT.ok;
    } finally {
      await admin.close();
    }
  },
};
