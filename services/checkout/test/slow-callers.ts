// Callers of one checkout whose calls to its stores come in any order, and who die at any of them.
import { DomainError } from '@vafa/kernel';
import type { Scheduler } from 'fast-check';
import type { Around } from './in-memory.ts';

/** Writes of many documents that a database does one by one, and what their answers are together. */
const joined: ReadonlyMap<string, (answers: readonly unknown[]) => unknown> = new Map<
  string,
  (answers: readonly unknown[]) => unknown
>([
  ...['claimMany', 'insertMany', 'saveMany', 'allocate'].map(
    (name) => [name, (answers: readonly unknown[]) => answers.flat()] as const,
  ),
  ['settle', (answers: readonly unknown[]) => new Set(answers.flatMap((one) => [...(one as ReadonlySet<string>)]))],
]);

export const isDeath = (error: unknown): boolean => error instanceof DomainError && error.code === 'died';

/** How a caller lives. */
export interface Life {
  /** It makes so many calls and no more. */
  readonly calls: number;
  /** By call: the turns that it lets pass before it. */
  readonly rests: ReadonlyMap<number, number>;
}

export const untroubled: Life = { calls: Number.POSITIVE_INFINITY, rests: new Map() };

/** Every call waits for its turn. */
export const slowCaller = (scheduler: Scheduler, name: string, { calls: most, rests }: Life): Around => {
  let calls = 0;
  const turn = async (label: string): Promise<void> => {
    if (++calls > most) throw new DomainError('unavailable', 'died', 'stopped');
    for (let turns = rests.get(calls) ?? 0; turns > 0; turns--)
      await scheduler.schedule(Promise.resolve(), `${name} rests`);
    await scheduler.schedule(Promise.resolve(), `${name} ${label}`);
  };
  return <T extends object>(port: T): T =>
    new Proxy(port, {
      get: (target, property) => {
        const method: unknown = Reflect.get(target, property);
        if (typeof method !== 'function') return method;
        const label = String(property);
        const call = async (...parameters: unknown[]): Promise<unknown> => {
          await turn(label);
          return Reflect.apply(method, target, parameters) as unknown;
        };
        const join = joined.get(label);
        if (!join) return call;
        return async ([...many]: readonly unknown[], ...rest: unknown[]): Promise<unknown> =>
          join(await Promise.all(many.map((one) => call([one], ...rest))));
      },
    });
};
