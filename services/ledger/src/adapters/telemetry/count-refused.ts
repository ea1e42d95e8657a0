import { counter } from '@vafa/telemetry';
import type { Outcome } from '../../domain/journal/outcome.ts';

const refused = counter('vafa.ledger.refused', 'commands refused, by code');

/** Counts what is refused, by its code. */
export const countRefused = (outcomes: readonly Outcome[]): void => {
  for (const { refusal, repeated } of outcomes)
    if (refusal !== undefined && !repeated) refused.add(1, { 'vafa.code': refusal });
};
