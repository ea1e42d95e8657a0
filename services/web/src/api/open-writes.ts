import { canonical, isOpenEnded } from './intent.ts';
import { keepForMe, keptForMe } from './mine.ts';

/** A write that was sent and is not known to be decided. Of what it says only a digest is kept. */
interface OpenWrite {
  readonly place: string;
  readonly said: string;
  readonly key: string;
  readonly at: number;
  /** Under which sign-in it was sent. */
  readonly by: string;
}

export interface Sent {
  /** What is done, and to what. */
  readonly place: string;
  readonly body: unknown;
  /** Tells the sign-in that sends it from others. */
  readonly by: string;
  /** It sets something: after another one to the same place it is wanted anew. */
  readonly sets: boolean;
}

const kept = 'writes';
/** Whoever sends the same a day later has looked meanwhile. */
const openMsMax = 86_400_000;
const openMax = 100;

/** Tells what one window sends apart; it need not resist anybody. */
export const digestOf = (text: string): string => {
  let [one, other] = [0x9e3779b9, 0x85ebca6b];
  for (let at = 0; at < text.length; at++) {
    one = Math.imul(one ^ text.charCodeAt(at), 0x9e3779b1);
    other = Math.imul(other ^ text.charCodeAt(at), 0x5f356495) ^ (one >>> 13);
  }
  return (one >>> 0).toString(36) + (other >>> 0).toString(36);
};

const openWrites = (): readonly OpenWrite[] => {
  const all = keptForMe(kept);
  return Array.isArray(all) ? (all as OpenWrite[]).filter(({ at }) => Date.now() - at < openMsMax) : [];
};

const keepAll = (all: readonly OpenWrite[]): void =>
  keepForMe(kept, all.length === 0 ? undefined : all.slice(-openMax));

/**
 * Sends a write under the key under which the same was sent before from this window, if nobody knows what became of
 * that: a form that was closed, or a page that was loaded anew, does nothing twice. `send` is told under which sign-in
 * that was, as a digest. Raises what `send` raises.
 */
export const underOpenKey = async <Answer>(
  { place, body, by, sets }: Sent,
  newKey: string,
  send: (key: string, firstBy: string) => Promise<Answer>,
): Promise<Answer> => {
  const [where, said] = [digestOf(place), digestOf(canonical(body))];
  const isThis = (each: OpenWrite): boolean => each.place === where && each.said === said;
  const before = openWrites();
  const known = before.find(isThis);
  const key = known?.key ?? newKey;
  const sentBy = digestOf(by);
  if (key === newKey)
    keepAll([...before.filter((each) => !isThis(each)), { place: where, said, key, at: Date.now(), by: sentBy }]);
  const decided = (isDone: boolean): void =>
    keepAll(openWrites().filter((each) => !isThis(each) && !(isDone && sets && each.place === where)));
  try {
    const answer = await send(key, known?.by ?? sentBy);
    decided(true);
    return answer;
  } catch (error) {
    if (!isOpenEnded(error)) decided(false);
    throw error;
  }
};
