import { randomUUID } from 'node:crypto';
import type { Command } from '../command.ts';
import { figure } from '../figures.ts';
import { filterHelp, filterOf, filterOptions } from './dead-letter-filter.ts';

export const eventsReplayCommand: Command = {
  words: ['events', 'replay'],
  usage: 'events replay [--group G] [--topic T]',
  about: 'has dead letters applied again, in order',
  names: 0,
  options: filterOptions,
  optionsHelp: filterHelp,
  run: async (call) => {
    const value = await call.api.call('replayDeadLetters', { body: filterOf(call), key: `cli-${randomUUID()}` });
    return { value, text: `${figure(value.replayed)} dead letters are applied again`, ok: true };
  },
};
