import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { disagreements, shownSummary, type Agreement } from '../agreement.ts';
import { calculate, type Expected } from '../independent-calculation.ts';
import { readInvoiceRows } from '../csv-rows.ts';
import type { Task } from '@vafa/client';
import { Rest } from '../rest.ts';
import { runVafa } from '../run-vafa.ts';
import type { EditionClub } from './edition-club.ts';
import { linesOf } from './lines-of.ts';

/** A file of sales and what it must come to. */
export interface Import {
  readonly file: string;
  readonly rows: number;
  readonly expected: Expected;
}

export interface Imported {
  readonly seconds: number;
  readonly report: Task;
  readonly summary: Agreement;
  /** Members whose points are not what was calculated. */
  readonly disagreements: readonly string[];
  readonly findings: readonly unknown[];
}

/**
 * The first rows of a file of sales, as a file of its own in `folder`; a few invoices may lose their last rows, which
 * the calculation knows.
 */
export const firstRows = (file: string, rows: number, folder: string): Import => {
  const cut = join(folder, `first-${rows}.csv`);
  writeFileSync(cut, linesOf(file, rows + 1));
  return { file: cut, rows, expected: calculate(readInvoiceRows(cut)) };
};

const clubCode = 'imported';

/** Imports by the command line into a club of its own, and compares with what was calculated. */
export const importInto = async (
  { rest: { url, token }, dataFolder }: EditionClub,
  { file, expected }: Import,
): Promise<Imported> => {
  const rest = new Rest(url, token, clubCode);
  await rest.call('createClub', {
    body: { code: clubCode, name: 'Imported', currency: 'GBP', time_zone: 'Europe/London', point_cost: 10_000 },
    key: 'imported-club',
  });
  await rest.call('publishEarningRule', {
    body: { code: 'pounds', name: 'A point a pound', points: 1, per_amount: 100 },
    key: 'imported-rule',
  });
  const began = performance.now();
  const { code, out, err } = await runVafa(dataFolder, 'import', 'sales', file, '--club', clubCode, '--json');
  const seconds = (performance.now() - began) / 1_000;
  if (code !== 0) throw new Error(`the import ended with ${code}: ${err}`);
  const verified = await rest.call('verifyLedger');
  return {
    seconds,
    report: JSON.parse(out) as Task,
    summary: await shownSummary(rest),
    disagreements: await disagreements(rest, expected),
    findings: verified.findings as readonly unknown[],
  };
};
