import type { ExportLine } from '../../use-cases/reports/export-journal.ts';

/** One line with its end. CSV has a head of its own, which comes before the first. */
export interface ExportWriter {
  readonly head: string;
  line(line: ExportLine): string;
}
