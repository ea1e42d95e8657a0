import type { Call, Command } from '../command.ts';
import { columns, figure, table } from '../figures.ts';
import { findMember } from '../member.ts';

const run = async ({ api, names: [name = ''] }: Call): ReturnType<Command['run']> => {
  const member = await findMember(api, name);
  const path = { member_id: member.id };
  const accounts = await api.call('getMemberAccounts', { path });
  const statement = await api.call('getMemberStatement', { path, query: { page_size: 10 } });
  const facts: [string, string | null][] = [
    ['name', member.name],
    ['external id', member.external_id],
    ['phone', member.phone],
    ['e-mail', member.email],
    ['card', member.card],
    ['birth date', member.birth_date],
    ['member since', member.member_since.slice(0, 10)],
  ];
  const text = [
    `member ${member.id}`,
    table([
      ...facts.flatMap(([label, value]) => (value ? [[label, value] as const] : [])),
      ...accounts.items.map(
        (account) =>
          [
            account.unit,
            `${figure(account.available)} available, ${figure(account.pending)} pending, ${figure(account.held)} held, ${figure(account.lifetime_earned)} earned in all`,
          ] as const,
      ),
    ]),
    'last entries',
    columns(
      statement.items.map((entry) => [
        entry.effective_at.slice(0, 16).replace('T', ' '),
        entry.kind,
        figure(entry.amount),
        figure(entry.available_after),
        entry.reason ?? '',
        entry.reference ?? '',
      ]),
    ),
  ].join('\n');
  return { value: { member, accounts: accounts.items, statement: statement.items }, text, ok: true };
};

export const memberShowCommand: Command = {
  words: ['member', 'show'],
  usage: 'member show ID|EXTERNAL-ID|PHONE|NAME [--club demo]',
  about: 'a member, the balances and the last ten entries',
  names: 1,
  run,
};
