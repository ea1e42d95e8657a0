import { Client, type AnswerOf, type Asking, type CallSettings, type OperationId } from '@vafa/client';
import { underOpenKey } from './open-writes.ts';

/** What sets something to a value; all else makes something new each time. */
const setting = /^(change|correct|set|publish)[A-Z]/;

type Said = CallSettings & { readonly path?: unknown; readonly query?: unknown; readonly body?: unknown };

/** Keeps the keys of writes whose answer was lost, as long as the window is there and nobody signs out. */
export class KeepingClient extends Client {
  override call<Id extends OperationId>(id: Id, ...asking: Asking<Id>): Promise<AnswerOf<Id>> {
    const said = asking[0] as Said | undefined;
    if (said?.key === undefined) return super.call(id, ...asking);
    const { path, query, body, key: newKey } = said;
    const place = JSON.stringify([this.access.club, id, path, query]);
    return underOpenKey({ place, body, sets: setting.test(id) }, newKey, (key) =>
      super.call(id, ...([{ ...said, key }] as unknown as Asking<Id>)),
    );
  }
}
