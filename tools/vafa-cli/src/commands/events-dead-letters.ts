import type { DeadLetter } from '@vafa/client';
import type { Command } from '../command.ts';
import { columns, figure } from '../figures.ts';
import { filterHelp, filterOf, filterOptions } from './dead-letter-filter.ts';

const text = (letters: readonly DeadLetter[]): string =>
  letters.length === 0
    ? 'no dead letters'
    : [
        `${figure(letters.length)} dead letters (events that could not be applied, and what waits behind them)`,
        columns(
          letters.map(({ group, topic, key, type, reason, message }) => [group, topic, key, type, reason, message]),
        ),
      ].join('\n');

export const eventsDeadLettersCommand: Command = {
  words: ['events', 'dead-letters'],
  usage: 'events dead-letters [--group G] [--topic T]',
  about: 'events that could not be applied, and why',
  names: 0,
  options: filterOptions,
  optionsHelp: filterHelp,
  run: async (call) => {
    const { items } = await call.api.call('listDeadLetters', { query: filterOf(call) });
    return { value: items, text: text(items), ok: true };
  },
};
