import type { Asked } from '@vafa/client';

export type RefusalReport = Asked<'reportRefusedSale'>['body'];

/** What is told under one key, until the club has it. */
export interface KeptReport {
  readonly key: string;
  readonly body: RefusalReport;
}
