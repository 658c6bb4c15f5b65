/**
 * Generates the parser of `src/sql/grammar/QueryParser.g4`: `npm run grammar`. With `--check` it writes nothing and
 * fails when the committed parser is not what the grammar gives.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '..');
const GRAMMAR = path.join(ROOT, 'src/sql/grammar/QueryParser.g4');
const PARSER = path.join(ROOT, 'src/sql/grammar/generated/query-parser.ts');
const GENERATOR = path.join(ROOT, 'node_modules/antlr-ng/dist/cli/runner.js');

const fresh = generate();
if (!process.argv.includes('--check')) {
  writeFileSync(PARSER, fresh);
} else if (!existsSync(PARSER) || readFileSync(PARSER, 'utf8') !== fresh) {
  console.error('the committed parser is not what the grammar gives: run npm run grammar');
  process.exit(1);
}

function generate(): string {
  const directory = mkdtempSync(path.join(tmpdir(), 'grammar-'));
  try {
    const options = ['-Dlanguage=TypeScript', '--generate-listener', 'false', '--exact-output-dir'];
    const run = spawnSync(process.execPath, [GENERATOR, ...options, '-w', '-o', directory, GRAMMAR], {
      stdio: 'inherit',
    });
    if (run.status !== 0) process.exit(1);
    return withHeader(readFileSync(path.join(directory, 'QueryParser.ts'), 'utf8'));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The generator's output is erasable TypeScript as it is; only leftovers that the compiler would mind go. */
function withHeader(generated: string): string {
  const body = generated
    .replace(/^import \{ Token \} from "antlr4ng";$/m, 'import type { Token } from "antlr4ng";')
    .replace(/^\/\/ for running tests[\s\S]*?^type int = number;$/m, '')
    .trim();
  return `// Generated from QueryParser.g4 by scripts/grammar.ts: change the grammar, not this file.\n${body}\n`;
}
