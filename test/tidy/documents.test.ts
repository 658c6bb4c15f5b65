/** Links and paths in the documents lead somewhere. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
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

test('a dead link is found', () => {
  assert.equal(deadLinks('README.md', '[x](docs/nothing-here.md)').length, 1);
  assert.equal(missingPaths('README.md', 'see `src/nothing.ts`').length, 1);
});
