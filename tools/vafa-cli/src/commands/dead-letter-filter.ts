import type { Call, Command } from '../command.ts';

export const filterOptions: NonNullable<Command['options']> = { group: { type: 'string' }, topic: { type: 'string' } };

export const filterHelp = [
  '  --group NAME  only those of this consumer (ledger, membership …)',
  '  --topic NAME  only those of this topic (vafa.checkout.v1 …)',
];

export const filterOf = ({ options }: Call): { group?: string; topic?: string } => ({
  ...(typeof options.group === 'string' ? { group: options.group } : {}),
  ...(typeof options.topic === 'string' ? { topic: options.topic } : {}),
});
