import { setTimeout as pause } from 'node:timers/promises';
import { exitCodes } from './exit-codes.ts';
import { reasonOf } from './reason-of.ts';
import { StartFailure } from './start-failure.ts';

/** A database or broker that a start depends on. */
export interface Engine {
  /** MongoDB at 127.0.0.1:27217; never with credentials. */
  readonly name: string;
  /** Resolves when it answers and lets us do our work; gives up after about `withinMs`. */
  ask(withinMs: number): Promise<void>;
  isRefusal(error: unknown): boolean;
}

export interface Waiting {
  readonly waitSeconds: number;
  /** Takes one line for the operator. */
  say(line: string): void;
}

const againAfterMs = 250;
const sayEveryMs = 5_000;
const askMsMin = 2_000;
const askMsMax = 10_000;

const noAnswer = Symbol('no answer');

/** An engine that is stopped in mid-answer must not hold the start longer than was asked for. */
const ask = async (engine: Engine, withinMs: number): Promise<void> => {
  const timer = new AbortController();
  const late = pause(withinMs + 1_000, noAnswer, { signal: timer.signal });
  late.catch(() => undefined);
  try {
    const first = await Promise.race([engine.ask(withinMs), late]);
    if (first === noAnswer) throw new Error('timed out');
  } finally {
    timer.abort();
  }
};

/** Resolves when the engine answers. Raises StartFailure: refused at once, unavailable after the time to wait. */
export const waitForEngine = async (engine: Engine, { waitSeconds, say }: Waiting): Promise<void> => {
  const began = performance.now();
  const endsAt = began + waitSeconds * 1_000;
  let saidAt = Number.NEGATIVE_INFINITY;
  for (let askMs = askMsMin; ; askMs = Math.min(2 * askMs, askMsMax)) {
    const leftMs = endsAt - performance.now();
    try {
      await ask(engine, Math.max(Math.min(askMs, leftMs), againAfterMs));
      return;
    } catch (error) {
      const known = reasonOf(error);
      if (engine.isRefusal(error))
        throw new StartFailure(
          `${engine.name} refused the credentials${known === undefined ? '' : ` (${known})`}`,
          exitCodes.refused,
        );
      const reason = known ?? 'no answer';
      const now = performance.now();
      if (now - saidAt >= sayEveryMs) {
        say(`waiting for ${engine.name} (${reason})`);
        saidAt = now;
      }
      if (now + againAfterMs >= endsAt)
        throw new StartFailure(
          `${engine.name} stayed unreachable for ${String(waitSeconds)} s (${reason})`,
          exitCodes.unavailable,
        );
      await pause(againAfterMs);
    }
  }
};
