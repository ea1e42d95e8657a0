import type { Command } from '../src/domain/journal/command.ts';
import type { Outcome } from '../src/domain/journal/outcome.ts';

/** What a client wants done once. */
export interface Operation {
  /** Its command's reference: entries name it whatever key they were made under. */
  readonly id: string;
  readonly command: Command;
  /** Text form of the command's account. */
  readonly account: string;
  /** The only answer there may be, of a command that must have no effect. */
  readonly only?: 'invalid' | 'key_reused';
  attempts: number;
  /** The first one acknowledged. */
  outcome?: Outcome;
}

const plainValue = (_name: string, value: unknown): unknown => (typeof value === 'bigint' ? `${value}n` : value);

const sorted = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
    ? Object.fromEntries(
        Object.entries(value)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([name, each]) => [name, sorted(each)]),
      )
    : value;

/** One text for values that say the same. */
export const textOf = (value: unknown): string => JSON.stringify(sorted(value), plainValue);

/** What a client was told, whether for the first time or again. */
export const toldBy = ({ repeated: _repeated, ...outcome }: Outcome): string => textOf(outcome);
