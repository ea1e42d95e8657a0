import type { ClubProcess } from '../club-process.ts';
import { importFile } from '../import-file.ts';

export interface Work {
  readonly units: number;
  readonly seconds: number;
}

/** Something that both checkouts are given to do. Each has a new empty club for it. */
export interface ComparedWork {
  /** What one unit of it is. */
  readonly unit: string;
  /**
   * Does what does not count. Answers the work itself, which tells how many units there were, and how long they took
   * until every reaction to them was done.
   */
  prepare(club: ClubProcess): Promise<() => Promise<Work>>;
}

export const importOf = (file: string): ComparedWork => ({
  unit: 'invoice line',
  prepare: (club) =>
    Promise.resolve(async () => {
      const { rows: units, seconds } = await importFile(club, file);
      return { units, seconds };
    }),
});
