import { masterKey } from '@vafa/config';
import { z } from 'zod';

/** What may be set in every edition. */
export const dueConfig = z.object({
  /** How often to book what came due, and to keep the root of the day. */
  DUE_EVERY_MINUTES: z.coerce
    .number('must be a number')
    .int('must be a whole number')
    .min(1, 'must be 1 or more')
    .max(1_440, 'must be 1440 or less')
    .default(60),
});

export const dueEveryMsOf = ({ DUE_EVERY_MINUTES: minutes }: z.infer<typeof dueConfig>): number => minutes * 60_000;

/** Its own environment as a process. */
export const ledgerConfig = z.object({ VAFA_MASTER_KEY: masterKey, ...dueConfig.shape });

export interface LedgerSettings {
  /**
   * 32 bytes; the key of the journal's chain is derived from it, and only with the same one does verify find it whole.
   */
  readonly masterKey: Uint8Array;
  /** How often to do what is due by the clock; default every hour. */
  readonly dueEveryMs?: number;
}

export const ledgerSettings = (config: z.infer<typeof ledgerConfig>): LedgerSettings => ({
  masterKey: config.VAFA_MASTER_KEY,
  dueEveryMs: dueEveryMsOf(config),
});
