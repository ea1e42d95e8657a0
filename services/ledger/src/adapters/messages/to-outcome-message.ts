import type { Outcome as OutcomeMessage } from '@vafa/contracts/ledger';
import { bookedBy, shortfallOf, type Outcome } from '../../domain/journal/outcome.ts';
import { toEntryMessage } from './to-entry-message.ts';

export const toOutcomeMessage = ({ key, refusal, message, repeated, recorded, balances }: Outcome): OutcomeMessage => ({
  key,
  refusal: refusal ?? '',
  message: message ?? '',
  repeated,
  entry: recorded && toEntryMessage(recorded),
  available: balances?.available ?? 0n,
  held: balances?.held ?? 0n,
  pending: balances?.pending ?? 0n,
  booked: recorded ? bookedBy(recorded.entry) : 0n,
  shortfall: recorded ? shortfallOf(recorded.entry) : 0n,
});
