/** Backup and restore over stores that are plain files; the real stores are tested through the command line. */
import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import test, { type TestContext } from 'node:test';
import { systemClock } from '../platform/clock.ts';
import { type BackupManifest, type BackupSources, MANIFEST_FILE, writeBackup } from './backup.ts';
import { restoreBackup } from './restore.ts';

const OPTIONS = { clock: systemClock, version: '1.2.3' };
const ACCEPT = async () => {};

async function temporaryDirectory(t: TestContext): Promise<string> {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'millrace-backup-'));
  t.after(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/** Stores that say what was asked of them, and fail at the step that is named. */
function sources(steps: string[], failing?: string): BackupSources {
  const step = async (name: string) => {
    steps.push(name);
    if (name === failing) throw Object.assign(new Error('disk full'), { code: 'ENOSPC' });
  };
  const write = async (directory: string, file: string) => {
    await mkdir(path.join(directory, path.dirname(file)), { recursive: true });
    await writeFile(path.join(directory, file), `contents of ${file}`);
    await step(file);
  };
  return {
    async holdRetention() {
      await step('hold');
      return () => steps.push('release');
    },
    async pauseRounds() {
      await step('pause');
      return () => steps.push('resume');
    },
    backupLake: (directory) => write(directory, 'lake/demo.duckdb'),
    backupLog: (directory) => write(directory, 'log/data.mdb'),
    backupMetadata: (directory) => write(directory, 'metadata.sqlite'),
  };
}

const IN_ORDER = [
  'hold',
  'pause',
  'lake/demo.duckdb',
  'resume',
  'log/data.mdb',
  'metadata.sqlite',
  'release',
];

test('the stores are copied in the order that makes one point of them', async (t) => {
  const target = path.join(await temporaryDirectory(t), 'backup');
  const steps: string[] = [];
  const report = await writeBackup(sources(steps), target, OPTIONS);
  assert.deepEqual(steps, IN_ORDER);
  const manifest = JSON.parse(await readFile(path.join(target, MANIFEST_FILE), 'utf8')) as BackupManifest;
  assert.deepEqual(
    manifest.files.map((file) => file.path),
    ['lake/demo.duckdb', 'log/data.mdb', 'metadata.sqlite', 'version'],
  );
  assert.equal(report.files, 4);
  assert.equal(
    report.bytes,
    manifest.files.reduce((sum, file) => sum + file.size, 0),
  );
  assert.equal(manifest.version, '1.2.3');
});

test('wherever it fails, nothing is left and everything is let go', async (t) => {
  const directory = await temporaryDirectory(t);
  for (const failing of ['hold', 'pause', 'lake/demo.duckdb', 'log/data.mdb', 'metadata.sqlite']) {
    const steps: string[] = [];
    await assert.rejects(writeBackup(sources(steps, failing), path.join(directory, 'backup'), OPTIONS), {
      code: 'BACKUP_FAILED',
      detail: 'ENOSPC',
    });
    assert.deepEqual(await readdir(directory), [], failing);
    assert.equal(steps.includes('release'), failing !== 'hold', failing);
    assert.equal(steps.includes('resume'), failing !== 'hold' && failing !== 'pause', failing);
  }
});

test('a target that has files, and one that is being written, are refused and kept', async (t) => {
  const directory = await temporaryDirectory(t);
  const target = path.join(directory, 'backup');
  await writeBackup(sources([]), target, OPTIONS);
  await assert.rejects(writeBackup(sources([]), target, OPTIONS), { code: 'BACKUP_TARGET_EXISTS' });
  await mkdir(path.join(directory, 'other.partial'));
  await assert.rejects(writeBackup(sources([]), path.join(directory, 'other'), OPTIONS), {
    code: 'BACKUP_TARGET_EXISTS',
  });
  assert.deepEqual((await readdir(directory)).sort(), ['backup', 'other.partial']);
});

test('a restored directory has every file but the manifest', async (t) => {
  const directory = await temporaryDirectory(t);
  const backup = path.join(directory, 'backup');
  const target = path.join(directory, 'restored');
  await writeBackup(sources([]), backup, OPTIONS);
  let checked = '';
  const manifest = await restoreBackup(backup, target, async (at) => {
    checked = await readFile(path.join(at, 'metadata.sqlite'), 'utf8');
  });
  assert.equal(manifest.files.length, 4);
  assert.equal(checked, 'contents of metadata.sqlite');
  assert.deepEqual((await readdir(target)).sort(), ['lake', 'log', 'metadata.sqlite', 'version']);
  await assert.rejects(restoreBackup(backup, target, ACCEPT), { code: 'RESTORE_TARGET_NOT_EMPTY' });
});

test('a damaged backup is refused with what is wrong, and a failed check leaves nothing', async (t) => {
  const directory = await temporaryDirectory(t);
  const whole = path.join(directory, 'whole');
  const backup = path.join(directory, 'backup');
  const target = path.join(directory, 'restored');
  await writeBackup(sources([]), whole, OPTIONS);
  const manifest = JSON.parse(await readFile(path.join(whole, MANIFEST_FILE), 'utf8')) as BackupManifest;
  const withManifest = (changed: unknown) => () =>
    writeFile(path.join(backup, MANIFEST_FILE), JSON.stringify(changed));
  const cases: readonly (readonly [code: string, detail: RegExp, damage: () => Promise<unknown>])[] = [
    ['BACKUP_NOT_FOUND', /manifest/, () => rm(path.join(backup, MANIFEST_FILE))],
    ['BACKUP_DAMAGED', /cannot be read/, () => writeFile(path.join(backup, MANIFEST_FILE), '{"manifest":1')],
    ['BACKUP_DAMAGED', /missing/, () => rm(path.join(backup, 'metadata.sqlite'))],
    ['BACKUP_DAMAGED', /bytes instead of/, () => writeFile(path.join(backup, 'metadata.sqlite'), 'short')],
    [
      'BACKUP_DAMAGED',
      /contents/,
      () => writeFile(path.join(backup, 'log/data.mdb'), 'CONTENTS of log/data.mdb'),
    ],
    ['BACKUP_DAMAGED', /not part of it/, () => writeFile(path.join(backup, 'log/more'), '')],
    ['BACKUP_TOO_NEW', /format 1\.2/, withManifest({ ...manifest, data: 2 })],
    [
      'BACKUP_DAMAGED',
      /cannot be read/,
      withManifest({ ...manifest, files: [{ ...manifest.files[0], path: '../outside' }] }),
    ],
  ];
  for (const [code, detail, damage] of cases) {
    await rm(backup, { recursive: true, force: true });
    await cp(whole, backup, { recursive: true });
    await damage();
    await assert.rejects(restoreBackup(backup, target, ACCEPT), (error: { code: string; detail: string }) => {
      assert.equal(error.code, code);
      assert.match(error.detail, detail);
      return true;
    });
  }
  const unbalanced = new Error('the ledger does not balance');
  await assert.rejects(
    restoreBackup(whole, target, () => Promise.reject(unbalanced)),
    unbalanced,
  );
  assert.deepEqual((await readdir(directory)).sort(), ['backup', 'whole']);
});
