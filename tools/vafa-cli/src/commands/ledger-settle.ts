import type { Command } from '../command.ts';
import { CommandError } from '../command-error.ts';
import { figure } from '../figures.ts';

export const ledgerSettleCommand: Command = {
  words: ['ledger', 'settle'],
  usage: 'ledger settle KEY --member ID --into account|club [--unit U]',
  about: 'ends an exception: into the account, or at the cost of the club',
  names: 1,
  options: { member: { type: 'string' }, into: { type: 'string' }, unit: { type: 'string' } },
  optionsHelp: [
    '  --member ID   whose exception it is, as the list has it',
    '  --into PLACE  account or club',
    '  --unit UNIT   default points',
  ],
  run: async ({ api, names, options }) => {
    const { member, into, unit } = options;
    if (typeof member !== 'string' || (into !== 'account' && into !== 'club'))
      throw new CommandError('vafa ledger settle KEY --member ID --into account|club', 2);
    const [key = ''] = names;
    const value = await api.call('settleLedgerException', {
      body: { member_id: member, key, into, ...(typeof unit === 'string' && { unit }) },
      key: `settle:${into}:${key}`,
    });
    return { value, text: `settled: ${figure(value.amount)}, available ${figure(value.available_after)}`, ok: true };
  },
};
