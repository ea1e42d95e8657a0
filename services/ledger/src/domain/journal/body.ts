import { canonical } from './canonical.ts';
import type { Command } from './command.ts';

/**
 * What makes two commands under one key the same: everything but what a retry may say differently without meaning
 * anything else (when it counts, and which delivery caused it).
 */
export const bodyOf = ({ verb, reason, reference }: Command): string =>
  // A reversal that leaves the policy to the club has the body of one that names the strictest that everybody has.
  canonical({
    verb: verb.kind === 'reverse' ? { ...verb, policy: verb.policy ?? 'within_balance' } : { ...verb },
    reason,
    reference,
  });
