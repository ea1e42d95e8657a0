import type { BreakOff } from '../../domain/reading/sale-row.ts';
import type { FileRecord } from './record-splitter.ts';

/** Why the records end before the table does. */
export interface Broken {
  readonly cause: BreakOff['cause'];
  /** Cells of the record that is cut, as far as they can be told. */
  readonly partial?: FileRecord;
}

/** Records of a file, in slices. The rest is known once the slices are used up. */
export interface RecordSource {
  readonly slices: AsyncIterable<readonly FileRecord[]>;
  readonly emptyRows: number;
  readonly broken: Broken | undefined;
  /** Whether the last record has an end of its own; without one it may be cut. */
  readonly isLastEnded: boolean;
}
