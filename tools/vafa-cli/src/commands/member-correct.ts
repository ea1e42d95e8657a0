import { randomUUID } from 'node:crypto';
import type { Call, Command } from '../command.ts';
import { CommandError } from '../command-error.ts';
import { table } from '../figures.ts';
import { findMember } from '../member.ts';

const fields = {
  name: 'name',
  phone: 'phone',
  email: 'email',
  card: 'card',
  'external-id': 'external_id',
  'birth-date': 'birth_date',
} as const;

const text = { type: 'string' } as const;

/** An empty text takes the value away. */
const changesOf = (options: Call['options']): Record<string, string | null> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([option, field]) =>
      typeof options[option] === 'string' ? [[field, options[option] === '' ? null : options[option]]] : [],
    ),
  );

export const memberCorrectCommand: Command = {
  words: ['member', 'correct'],
  usage: 'member correct ID|EXTERNAL-ID|PHONE|NAME --FIELD VALUE … [--reason TEXT]',
  about: 'corrects what is kept of a member; an empty value is taken away',
  names: 1,
  options: { name: text, phone: text, email: text, card: text, 'external-id': text, 'birth-date': text, reason: text },
  optionsHelp: [
    '  --name, --phone, --email, --card, --external-id, --birth-date   what it is now; "" takes it away',
    '  --reason TEXT   why; kept with the history of the member',
  ],
  run: async ({ api, names: [asked = ''], options }) => {
    const changes = changesOf(options);
    if (Object.keys(changes).length === 0)
      throw new CommandError(
        'name at least one field: --name, --phone, --email, --card, --external-id or --birth-date',
        2,
      );
    const seen = await findMember(api, asked);
    const body = {
      ...changes,
      revision: seen.revision,
      ...(typeof options.reason === 'string' && { reason: options.reason }),
    };
    const member = await api.call('correctMember', {
      path: { member_id: seen.id },
      body,
      key: `cli-${randomUUID()}`,
    });
    const shown = Object.values(fields)
      .filter((field) => field in changes)
      .map((field) => [field, member[field] ?? '(none)'] as const);
    return {
      value: member,
      text: [`member ${member.id}, revision ${String(member.revision)}`, table(shown)].join('\n'),
      ok: true,
    };
  },
};
