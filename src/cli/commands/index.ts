import type { Command } from '../command.ts';
import { backupCommand } from './backup.ts';
import { configCommand } from './config.ts';
import { doctorCommand } from './doctor.ts';
import { exportCommand } from './export.ts';
import { importCommand } from './import.ts';
import { keysCreateCommand, keysListCommand, keysRevokeCommand } from './keys.ts';
import { projectCreateCommand, projectListCommand } from './project.ts';
import { queryCommand } from './query.ts';
import { restoreCommand } from './restore.ts';
import { sqlCheckCommand } from './sql-check.ts';
import { sqlPrintCommand } from './sql-print.ts';
import { demoCommand, startCommand } from './start.ts';

/** In the order in which help shows them. */
export const COMMANDS: readonly Command[] = [
  startCommand,
  demoCommand,
  queryCommand,
  exportCommand,
  importCommand,
  projectCreateCommand,
  projectListCommand,
  keysCreateCommand,
  keysListCommand,
  keysRevokeCommand,
  backupCommand,
  restoreCommand,
  sqlCheckCommand,
  sqlPrintCommand,
  configCommand,
  doctorCommand,
];
