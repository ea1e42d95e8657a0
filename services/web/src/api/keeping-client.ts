import { Client, type AnswerOf, type Asking, type CallSettings, type OperationId } from '@vafa/client';
import { underOpenKey } from './open-writes.ts';

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

let tellRepeat = (): void => undefined;

/** Told when a write was done by an earlier try of another form, and nothing was done now. */
export const onRepeat = (tell: () => void): void => void (tellRepeat = tell);

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
    return underOpenKey({ place, body, sets: publishing.test(id) }, newKey, async (key) => {
      let isReplayed = false;
      const answer = await send({ key, onReplay: () => (isReplayed = true) });
      if (isReplayed && key !== newKey) tellRepeat();
      return answer;
    });
  }
}
