import { describe, expect, test } from '@jest/globals';
import { runsOfToday, seedOfToday } from '@vafa/testing';
import { expectedSummary, type Agreement } from '../src/agreement.ts';
import { readInvoiceRows } from '../src/csv-rows.ts';
import { calculate } from '../src/independent-calculation.ts';
import { sampleFile } from '../src/invoice-files.ts';
import { killImport } from '../src/kill-import.ts';

const kills = Number(process.env.VAFA_KILLS ?? runsOfToday(4));
const seed = seedOfToday(process.env.VAFA_SEED);
const lifeMs = [300, 2_500] as const;

/**
 * What the stories after the main job add (sample-import.spec.ts): a sale of 40 points, 25 of the survey; 800 are
 * burned.
 */
const withStories = (imported: Agreement): Agreement => ({
  ...imported,
  sales: imported.sales + 1,
  points_accrued: imported.points_accrued + 65,
  points_outstanding: imported.points_outstanding + 65 - 800,
});
const storyTellers = /^member (18102|15061): /;

describe(`kill -9 during the import of the sample, seed ${seed}`, () => {
  const expected = calculate(readInvoiceRows(sampleFile));

  test.each([
    ['of the first start', undefined, kills],
    ['by the command line', sampleFile, Math.ceil(kills / 2)],
  ])(
    '%s, comes to the same end, and nothing that was acknowledged is lost',
    async (_how, file, times) => {
      const said: string[] = [];
      const result = await killImport({ file, kills: times, seed, lifeMs, say: (text) => said.push(text) }, expected);
      expect(said).toHaveLength(times);
      expect(result.during).toBeGreaterThan(0);
      expect(result.lost).toEqual([]);
      expect(result.acknowledged).toBeGreaterThan(0);
      expect(result.findings).toBe(0);
      const imported = expectedSummary(expected);
      expect(figuresOf(result.summary)).toEqual(figuresOf(file ? imported : withStories(imported)));
      expect(result.disagreements.filter((member) => file !== undefined || !storyTellers.test(member))).toEqual([]);
    },
    600_000,
  );
});

const figuresOf = ({ best: _best, ...figures }: Agreement): Omit<Agreement, 'best'> => figures;
