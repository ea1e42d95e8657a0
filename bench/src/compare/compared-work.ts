import type { ClubProcess } from '../club-process.ts';
import { importFile } from '../import-file.ts';

/** Something that both checkouts are given to do. Each has a new empty club for it. */
export interface ComparedWork {
  /** What one unit of it is. */
  readonly unit: string;
  /** Answers how many units there were, and how long they took until every reaction to them was done. */
  run(club: ClubProcess): Promise<{ units: number; seconds: number }>;
}

export const importOf = (file: string): ComparedWork => ({
  unit: 'invoice line',
  run: async (club) => {
    const { rows: units, seconds } = await importFile(club, file);
    return { units, seconds };
  },
});
