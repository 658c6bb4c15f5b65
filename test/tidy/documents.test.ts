/** Links and paths in the documents lead somewhere. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { ROOT, sourceFiles } from './sources.ts';

function deadLinks(file: string, text: string): readonly string[] {
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? '');
  return links
    .filter((link) => !/^(https?:|mailto:|#)/.test(link))
    .map((link) => link.replace(/#.*$/, ''))
    .filter((link) => !existsSync(path.join(ROOT, path.dirname(file), link)))
    .map((link) => `${file}: ${link}`);
}

function missingPaths(file: string, text: string): readonly string[] {
  return [...text.matchAll(/`((?:src|test|bench|docs|scripts|bin)\/[A-Za-z0-9_./-]+)`/g)]
    .map((match) => match[1] ?? '')
    .filter((named) => !existsSync(path.join(ROOT, named)))
    .map((named) => `${file}: ${named}`);
}

test('documents lead somewhere', () => {
  const documents = sourceFiles('*.md', 'docs/**/*.md');
  assert.ok(documents.length >= 5);
  assert.deepEqual(
    documents.flatMap((document) => [
      ...deadLinks(document.path, document.text),
      ...missingPaths(document.path, document.text),
    ]),
    [],
  );
});

/** Files and quotations of a row of the table: `file` ("words in it", "more words"). */
function missingQuotations(row: string): readonly string[] {
  const missing: string[] = [];
  for (const [, file = '', quotations = ''] of row.matchAll(
    /`((?:src|test)\/[^`]+\.ts)`(?: \(([^)]*)\))?/g,
  )) {
    // A sentence of a comment may run over the end of a line.
    const text = readFileSync(path.join(ROOT, file), 'utf8').replaceAll(/\s+(?:\* )?/g, ' ');
    for (const [, quotation = ''] of quotations.matchAll(/"([^"]+)"/g)) {
      if (!text.includes(quotation)) missing.push(`${file}: "${quotation}"`);
    }
  }
  return missing;
}

test('each guarantee names tests, and what it quotes of them stands there', () => {
  const text = readFileSync(path.join(ROOT, 'docs/guarantees.md'), 'utf8');
  const rows = text.split('\n').filter((line) => line.startsWith('| **'));
  assert.ok(rows.length >= 6);
  for (const row of rows) {
    assert.match(row, /`(?:src|test)\/[^`]+\.test\.ts`/, row.slice(0, 60));
    assert.deepEqual(missingQuotations(row), []);
  }
  assert.equal(missingQuotations('`src/main.ts` ("words that do not stand there")').length, 1);
});

test('a dead link is found', () => {
  assert.equal(deadLinks('README.md', '[x](docs/nothing-here.md)').length, 1);
  assert.equal(missingPaths('README.md', 'see `src/nothing.ts`').length, 1);
});
