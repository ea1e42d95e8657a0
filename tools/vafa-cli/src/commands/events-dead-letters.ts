import type { Command } from '../command.ts';
import { columns, figure } from '../figures.ts';
import { filterHelp, filterOf, filterOptions } from './dead-letter-filter.ts';

interface DeadLetter {
  readonly group: string;
  readonly topic: string;
  readonly key: string;
  readonly type: string;
  readonly reason: string;
  readonly message: string;
  readonly tries: number;
}

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
    const { items } = await call.api.get<{ items: readonly DeadLetter[] }>(
      `/v1/events/dead-letters?${new URLSearchParams(filterOf(call)).toString()}`,
    );
    return { value: items, text: text(items), ok: true };
  },
};
