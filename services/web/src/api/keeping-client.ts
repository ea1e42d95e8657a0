import { Client, type AnswerOf, type Asking, type CallSettings, type OperationId } from '@vafa/client';
import { digestOf, underOpenKey } from './open-writes.ts';

/** A version is not published twice; another one in between makes the first wanted anew. */
const publishing = /^publish[A-Z]/;
/** What sets something to a value: a kept key would say that it is so, whatever became of it since. */
const setting = /^(change|correct|set|put)[A-Z]/;
/** What is asked for how things stand now: a kept key would answer how they stood. */
const asking = /^(check[A-Z]|createTillCode$)/;

interface Said extends CallSettings {
  readonly path?: unknown;
  readonly query?: { readonly dry?: string };
  readonly body?: { readonly revision?: unknown; readonly version?: unknown };
}

/** Done as often as it is sent, with the same outcome: each try is one of its own. */
const isAnew = (id: OperationId, { query, body }: Said): boolean =>
  asking.test(id) ||
  query?.dry === 'true' ||
  (setting.test(id) && body?.revision === undefined && body?.version === undefined);

/**
 * What became of a write that another form had sent before: that try had done it, and nothing was done now. Or it is
 * done once, and nobody knows by which: under a new sign-in the gateway does not answer as it did.
 */
export type Repeat = 'was-done' | 'done-once';

let tellRepeat = (_: Repeat): void => undefined;

/** Told when a write was sent before by another form, once it is done. */
export const onRepeat = (tell: (repeat: Repeat) => void): void => void (tellRepeat = tell);

/** Keeps the keys of writes whose answer was lost, as long as the window is there and nobody signs out. */
export class KeepingClient extends Client {
  override call<Id extends OperationId>(id: Id, ...asked: Asking<Id>): Promise<AnswerOf<Id>> {
    const said = asked[0] as Said | undefined;
    if (said?.key === undefined) return super.call(id, ...asked);
    const { path, query, body, key: newKey } = said;
    const send = (more: CallSettings): Promise<AnswerOf<Id>> =>
      super.call(id, ...([{ ...said, ...more }] as unknown as Asking<Id>));
    if (isAnew(id, said)) return send({ key: crypto.randomUUID() });
    if (setting.test(id)) return send({});
    const place = JSON.stringify([this.access.club, id, path, query]);
    const signIn = (): string => this.access.csrfToken ?? '';
    const sent = { place, body, by: signIn(), sets: publishing.test(id) };
    return underOpenKey(sent, newKey, async (key, firstBy) => {
      let isReplayed = false;
      const answer = await send({ key, onReplay: () => (isReplayed = true) });
      const isAnother = key !== newKey;
      if (isAnother && isReplayed) tellRepeat('was-done');
      else if (isAnother && digestOf(signIn()) !== firstBy) tellRepeat('done-once');
      return answer;
    });
  }
}
