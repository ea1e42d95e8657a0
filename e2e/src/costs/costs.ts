import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';

/** What a process has asked for since it began, by name. */
export interface Costs {
  /** Commands to databases: `vafa_checkout.sessions find`. What the driver asks for itself does not count. */
  readonly commands: Readonly<Record<string, number>>;
  /** Calls between services: `/vafa.checkout.v1.CheckoutService/CloseSession`. */
  readonly calls: Readonly<Record<string, number>>;
}

/** Arguments of Node that have a process count; it is spawned with a channel (`ipc`). */
export const counting: readonly string[] = [
  '--import',
  pathToFileURL(join(import.meta.dirname, 'count-costs.ts')).href,
];

/** Asks a process that counts. */
export const costsOf = async (child: ChildProcess): Promise<Costs> => {
  const answer = once(child, 'message');
  child.send('costs');
  return (await answer)[0] as Costs;
};

const less = (after: Costs['commands'], before: Costs['commands']): Record<string, number> =>
  Object.fromEntries(
    Object.entries(after).flatMap(([name, count]) => {
      const more = count - (before[name] ?? 0);
      return more === 0 ? [] : [[name, more]];
    }),
  );

/** What was asked for between two moments. */
export const costsBetween = (before: Costs, after: Costs): Costs => ({
  commands: less(after.commands, before.commands),
  calls: less(after.calls, before.calls),
});

export const total = (counted: Costs['commands']): number =>
  Object.values(counted).reduce((sum, count) => sum + count, 0);

/** Writes that a sale leads to wherever it is: who counts waits until there are no more. */
const isReaction = (name: string): boolean => name.endsWith(' insert');

const reactionsOf = ({ commands }: Costs): number =>
  Object.entries(commands).reduce((sum, [name, count]) => sum + (isReaction(name) ? count : 0), 0);

/** Resolves with the costs once nothing was inserted for so long. */
export const quietCosts = async (ask: () => Promise<Costs>, quietMs: number): Promise<Costs> => {
  let costs = await ask();
  for (;;) {
    await pause(quietMs);
    const now = await ask();
    if (reactionsOf(now) === reactionsOf(costs)) return now;
    costs = now;
  }
};
