import type { Head } from '../../domain/journal/commit.ts';
import { LatelyUsed } from './lately-used.ts';

const weightOf = ({ state }: Head): number => 1 + state.lots.length + state.pendingLots.length + state.holds.length;

/**
 * Heads of accounts that were used lately, bounded by lots and holds. It may be behind the database, which then refuses
 * the next version: never answer a question from it.
 */
export class AccountCache extends LatelyUsed<Head> {
  constructor(weightMax = 100_000) {
    super(weightOf, weightMax);
  }
}
