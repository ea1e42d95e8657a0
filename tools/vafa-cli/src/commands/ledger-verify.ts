import { verificationText } from '@vafa/ledger/verification-text';
import type { Command } from '../command.ts';

export const ledgerVerifyCommand: Command = {
  words: ['ledger', 'verify'],
  usage: 'ledger verify [--club demo]',
  about: 'replays the journal and checks chain, versions, sums, lots, states and totals',
  names: 0,
  run: async ({ api }) => {
    const value = await api.call('verifyLedger');
    return { value, text: verificationText(value), ok: value.findings.length === 0 };
  },
};
