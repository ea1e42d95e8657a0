import type { Call, Command } from '../command.ts';
import { CommandError } from '../command-error.ts';
import { columns, figure, table, type Whole } from '../figures.ts';
import type { RestApi } from '../rest-api.ts';

interface Member {
  readonly id: string;
  readonly name: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly card: string | null;
  readonly external_id: string | null;
}
interface Account {
  readonly unit: string;
  readonly available: Whole;
  readonly pending: Whole;
  readonly held: Whole;
  readonly lifetime_earned: Whole;
}
interface Entry {
  readonly kind: string;
  readonly amount: Whole;
  readonly reason: string | null;
  readonly reference: string | null;
  readonly effective_at: string;
  readonly available_after: Whole;
}
interface List<T> {
  readonly items: readonly T[];
}

const find = async (api: RestApi, name: string): Promise<Member> => {
  if (name.startsWith('mem_')) return api.get<Member>(`/v1/members/${encodeURIComponent(name)}`);
  const asked = encodeURIComponent(name);
  const byId = await api.get<List<Member>>(`/v1/members?external_id=${asked}`);
  if (byId.items[0]) return byId.items[0];
  // Only what looks like a phone number is asked as one: anything else would be refused, not just unknown.
  const byPhone = /^[+\d\s()۰-۹٠-٩-]{7,}$/.test(name) ? await api.get<List<Member>>(`/v1/members?phone=${asked}`) : { items: [] };
  if (byPhone.items[0]) return byPhone.items[0];
  throw new CommandError(`no member ${name}`);
};

const run = async ({ api, names: [name = ''] }: Call): ReturnType<Command['run']> => {
  const member = await find(api, name);
  const path = `/v1/members/${member.id}`;
  const accounts = await api.get<List<Account>>(`${path}/accounts`);
  const statement = await api.get<List<Entry>>(`${path}/statement?page_size=10`);
  const facts: [string, string | null][] = [['name', member.name], ['external id', member.external_id], ['phone', member.phone], ['e-mail', member.email], ['card', member.card]];
  const text = [
    `member ${member.id}`,
    table([
      ...facts.flatMap(([label, value]) => (value ? [[label, value] as const] : [])),
      ...accounts.items.map((account) => [account.unit, `${figure(account.available)} available, ${figure(account.pending)} pending, ${figure(account.held)} held, ${figure(account.lifetime_earned)} earned in all`] as const),
    ]),
    'last entries',
    columns(statement.items.map((entry) => [entry.effective_at.slice(0, 16).replace('T', ' '), entry.kind, figure(entry.amount), figure(entry.available_after), entry.reason ?? '', entry.reference ?? ''])),
  ].join('\n');
  return { value: { member, accounts: accounts.items, statement: statement.items }, text, ok: true };
};

export const memberShowCommand: Command = {
  words: ['member', 'show'],
  usage: 'member show ID|EXTERNAL-ID|PHONE [--club demo]',
  about: 'a member, the balances and the last ten entries',
  names: 1,
  run,
};
