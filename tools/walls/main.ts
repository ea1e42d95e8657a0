// Holds every import of the repository against tools/walls/table.ts; docs/architecture.md explains it.
//   node tools/walls/main.ts          prints what is wrong
//   node tools/walls/main.ts --docs   writes the table into docs/architecture.md
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withTable } from './docs-table.ts';
import { findViolations, page } from './find-violations.ts';

const root = join(import.meta.dirname, '../..');

if (process.argv.includes('--docs')) {
  const path = join(root, page);
  const written = withTable(readFileSync(path, 'utf8'));
  if (written === undefined) throw new Error(`${page} has no place for the table`);
  writeFileSync(path, written);
} else {
  const violations = findViolations(root);
  for (const { file, line, rule, what, says } of violations)
    console.error(`${file}:${line}  ${rule}  ${what}: ${says}`);
  if (violations.length > 0) {
    console.error(`${violations.length} violations of the walls`);
    process.exitCode = 1;
  }
}
