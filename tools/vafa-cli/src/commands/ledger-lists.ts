import type { Command } from '../command.ts';
import { CommandError } from '../command-error.ts';
import { columns, figure } from '../figures.ts';
import { booksHelp, booksOptions, given, ofBooks } from './books-question.ts';

const listed = (rows: readonly (readonly string[])[], none: string): string =>
  rows.length === 0 ? none : columns(rows);

export const ledgerExceptionsCommand: Command = {
  words: ['ledger', 'exceptions'],
  usage: 'ledger exceptions [--unit U] [--as-of T]',
  about: 'what finished sales did and accounts could not take: what stands in suspense',
  names: 0,
  options: booksOptions,
  optionsHelp: booksHelp,
  run: async (call) => {
    const value = await call.api.items('listLedgerExceptions', { query: given(call, ofBooks) });
    return {
      value,
      text: listed(
        value.map(({ member_id, unit, reason, reference, amount, key }) => [
          member_id,
          unit,
          reason,
          reference ?? '-',
          figure(amount),
          key,
        ]),
        'no open exceptions',
      ),
      ok: true,
    };
  },
};

export const ledgerTransfersCommand: Command = {
  words: ['ledger', 'transfers'],
  usage: 'ledger transfers [--unit U] [--as-of T]',
  about: 'what was sent and is neither there nor back: what stands in transit',
  names: 0,
  options: booksOptions,
  optionsHelp: booksHelp,
  run: async (call) => {
    const value = await call.api.items('listLedgerTransfers', { query: given(call, ofBooks) });
    return {
      value,
      text: listed(
        value.map(({ from_member_id, to_member_id, unit, amount, key }) => [
          from_member_id,
          to_member_id,
          unit,
          figure(amount),
          key,
        ]),
        'no open transfers',
      ),
      ok: true,
    };
  },
};

export const ledgerRootsCommand: Command = {
  words: ['ledger', 'roots'],
  usage: 'ledger roots',
  about: 'the daily roots, newest first; kept elsewhere they show commits that were cut off',
  names: 0,
  run: async (call) => {
    const value = await call.api.items('listLedgerRoots');
    return {
      value,
      text: listed(
        value.map(({ day, root, accounts }) => [day, root, figure(accounts)]),
        'no roots yet: the first is kept two hours after the first day',
      ),
      ok: true,
    };
  },
};

export const ledgerExpiringCommand: Command = {
  words: ['ledger', 'expiring'],
  usage: 'ledger expiring --before T [--unit U]',
  about: 'members with units that end before a moment',
  names: 0,
  options: { unit: { type: 'string' }, before: { type: 'string' } },
  optionsHelp: [
    '  --before TIME units that end before it, 2026-01-31T00:00:00Z',
    '  --unit UNIT   one unit of the club, default all',
  ],
  run: async (call) => {
    const { before } = call.options;
    if (typeof before !== 'string')
      throw new CommandError('--before says until when: vafa ledger expiring --before 2026-01-31T00:00:00Z', 2);
    const value = await call.api.items('listExpiringUnits', { query: { before, ...given(call, { unit: 'unit' }) } });
    return {
      value,
      text: listed(
        value.map(({ member_id, unit, amount, first_at }) => [member_id, unit, figure(amount), first_at]),
        'nothing ends before then',
      ),
      ok: true,
    };
  },
};
