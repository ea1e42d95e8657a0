import type { AccountState } from '../account/account-state.ts';
import { neverExpiring } from '../account/lot-name.ts';
import type { Command } from './command.ts';
import { drawsOf, type Entry } from './entry.ts';
import type { History } from './history.ts';

/**
 * The keys of stored entries that a decision on this command has to see, with what was done about them, beside the
 * account's state.
 */
export const entriesNeeded = ({ verb }: Command, { holds, exceptions = [] }: AccountState): readonly string[] => {
  switch (verb.kind) {
    case 'reverse':
      return [verb.entryKey];
    case 'capture':
    case 'void':
      return holds.some((hold) => hold.key === verb.holdKey) ? [] : [verb.holdKey];
    case 'reinstate':
      return [verb.lot];
    case 'arrive':
    case 'return':
      return [verb.sendKey];
    case 'settle':
      return exceptions.some((exception) => exception.key === verb.exceptionKey) ? [] : [verb.exceptionKey];
    default:
      return [];
  }
};

/** The hold or exception that a command ends. */
const endedBy = ({ verb }: Command): string | undefined => {
  if (verb.kind === 'capture' || verb.kind === 'void') return verb.holdKey;
  return verb.kind === 'settle' ? verb.exceptionKey : undefined;
};

/**
 * Of commands that are decided together: what one of them ends is open no more for those after it, which need to see
 * what it was.
 */
export const entriesNeededTogether = (commands: readonly Command[], state: AccountState): readonly string[] => {
  const ended = commands.map(endedBy).filter((key) => key !== undefined);
  const again = ended.filter((key, index) => ended.indexOf(key) !== index);
  return [...new Set([...commands.flatMap((command) => entriesNeeded(command, state)), ...again])];
};

const datedLots = (entry: Entry | undefined): readonly string[] =>
  entry ? drawsOf(entry).flatMap(({ lot, expiresAt }) => (expiresAt ? [lot] : [])) : [];

/**
 * What else a decision has to see once those are there: what was done about a lot that several accruals share, and
 * about those that units come back to.
 */
export const lotsNeeded = ({ verb }: Command, history: History): readonly string[] => {
  if (verb.kind === 'reinstate') return [verb.lot];
  if (verb.kind === 'return') return datedLots(history.entry(verb.sendKey));
  if (verb.kind !== 'reverse') return [];
  const original = history.entry(verb.entryKey);
  if (original?.kind !== 'accrue') return datedLots(original);
  const lot = history.lotOf(verb.entryKey);
  return lot === undefined || lot === verb.entryKey || lot === neverExpiring ? [] : [lot];
};
