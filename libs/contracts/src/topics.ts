/** Event topics, one per producing service; the name is also the package of its envelope. */
export const topics = {
  membership: 'vafa.membership.v1',
  ledger: 'vafa.ledger.v1',
  campaigns: 'vafa.campaigns.v1',
  rewards: 'vafa.rewards.v1',
  checkout: 'vafa.checkout.v1',
  feedback: 'vafa.feedback.v1',
} as const;

/**
 * The newest envelope format that this build reads and the one it writes; an event of another is refused, not skipped.
 */
export const envelopeFormat = 1;
