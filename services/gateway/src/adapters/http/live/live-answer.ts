import { performance } from 'node:perf_hooks';
import { Readable } from 'node:stream';
import { counter } from '@vafa/telemetry';
import type { LiveListener } from '../../../use-cases/live-listener.ts';
import { beat, beginning, endText, itemText } from './live-text.ts';

export interface LiveTimes {
  /** How often a connection shows that it is there, and is asked whether it may still be. */
  readonly beatMs: number;
  /** After that it ends; who looks on comes back. */
  readonly lastsMs: number;
}

export const liveTimesDefault: LiveTimes = { beatMs: 10_000, lastsMs: 3_600_000 };

const ends = counter('vafa.gateway.live_ends', 'live connections that ended, by why');

interface Telling {
  readonly listener: LiveListener;
  readonly times: LiveTimes;
  /** Whether the sign-in, or the key, still counts. */
  mayStill(): Promise<boolean>;
}

async function* texts({ listener, times, mayStill }: Telling): AsyncGenerator<string> {
  const begun = performance.now();
  let judgedAt = begun;
  yield beginning;
  while (listener.end === undefined) {
    const items = await listener.next(times.beatMs);
    if (items.length > 0) yield items.map(itemText).join('');
    const now = performance.now();
    if (now - begun >= times.lastsMs) {
      yield endText('time');
      return;
    }
    if (now - judgedAt < times.beatMs) continue;
    judgedAt = now;
    if (!(await mayStill().catch(() => false))) {
      yield endText('sign_in_ended');
      return;
    }
    yield beat;
  }
  if (listener.end === 'stopping') yield endText('stopping');
}

/** Time for what was written to reach its reader. */
const lingerMs = 1_000;

/**
 * What one reader is told, as it comes. A reader that is too slow is cut off, and so is one that has not read the end
 * when the gateway stops: nobody holds it up.
 */
export const liveAnswer = (telling: Telling): Readable => {
  const { listener } = telling;
  const answer = Readable.from(texts(telling), { objectMode: false });
  listener.onClose((why) => {
    ends.add(1, { 'vafa.code': why });
    if (why === 'slow') answer.destroy();
    if (why === 'stopping') setTimeout(() => answer.destroy(), lingerMs).unref();
  });
  answer.once('close', () => listener.close('left'));
  return answer;
};
