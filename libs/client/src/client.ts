import type { AnswerOf, Asked, Asking, CallSettings, ItemOf, ListId, OperationId, TextId } from './asked.ts';
import { routes, type Approval } from './generated/operations.ts';
import { patiently } from './patiently.ts';
import { isOfSignIn, NotReachable, problemOf, WaitsForApproval, type ApiProblem } from './problem.ts';

/** Where a gateway listens and who asks. */
export interface ApiAccess {
  readonly url: string;
  /** API key; a page that is signed in has none, since its cookie says who asks. */
  readonly key?: string;
  /** Code of the club, for keys that are not bound to one. */
  readonly club?: string | undefined;
  /** Of a page that is signed in: `csrf_token` of the sign-in, which every write needs. */
  readonly csrfToken?: string | undefined;
  /** Asked when the sign-in has ended or is another's: true when it is good again, and what was refused goes anew. */
  readonly signInAgain?: ((problem: ApiProblem) => Promise<boolean>) | undefined;
  /** Told what the gateway's clock said when it answered, to the second. */
  readonly toldTime?: (time: Date) => void;
  /** How long an answer is waited for, but of files and streams; then nobody knows whether it came through. */
  readonly answerMs?: number;
}

type Values = Readonly<Record<string, string | number | undefined>>;

interface Said extends CallSettings {
  readonly path?: Values;
  readonly query?: Values;
  readonly body?: unknown;
}

type Init = RequestInit & { readonly headers?: Readonly<Record<string, string>> };

/** A form that is streamed: its media type says where its parts end. */
export interface Form {
  readonly type: string;
  readonly parts: AsyncIterable<Uint8Array>;
}

const itemsPerPage = 200;

const addressOf = (id: OperationId, { path = {}, query = {} }: Said): string => {
  const place = routes[id].path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(path[name])));
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`],
  );
  return given.length === 0 ? place : `${place}?${given.join('&')}`;
};

const signalOf = (given: AbortSignal | null | undefined, answerMs: number | undefined): AbortSignal | null => {
  if (answerMs === undefined) return given ?? null;
  const late = AbortSignal.timeout(answerMs);
  return given ? AbortSignal.any([given, late]) : late;
};

const acceptedStatus = 202;

const refuseWaiting = (told: unknown): void => {
  const { approval } = told as { readonly approval?: Approval };
  if (approval !== undefined) throw new WaitsForApproval(approval);
};

/** The gateway's REST interface by the names of its operations. Raises ApiProblem, NotReachable, WaitsForApproval. */
export class Client {
  /** Everything that is sent may be repeated: reads, and writes under a key. */
  constructor(
    readonly access: ApiAccess,
    private readonly patienceMs = 0,
  ) {}

  call<Id extends OperationId>(id: Id, ...[asked]: Asking<Id>): Promise<AnswerOf<Id>> {
    return this.send(id, (asked ?? {}) as Said) as Promise<AnswerOf<Id>>;
  }

  /** All items of a list, page by page. */
  async items<Id extends ListId>(id: Id, ...[asked]: Asking<Id>): Promise<readonly ItemOf<Id>[]> {
    const said = (asked ?? {}) as Said;
    const items: ItemOf<Id>[] = [];
    let token: string | undefined;
    do {
      const query = { ...said.query, page_size: itemsPerPage, ...(token !== undefined && { page_token: token }) };
      const page = (await this.send(id, { ...said, query })) as { items: ItemOf<Id>[]; next_page_token: string };
      items.push(...page.items);
      token = page.next_page_token;
    } while (token !== '');
    return items;
  }

  /** An answer as it comes. It raises before its first part; one that breaks off raises while it is read. */
  async stream<Id extends TextId>(id: Id, asked: Asked<Id>): Promise<AsyncIterable<Uint8Array>> {
    const { method } = routes[id];
    const { signal } = asked;
    const response = await this.fetch(addressOf(id, asked as Said), { method, ...(signal && { signal }) });
    return (response.body ?? []) as AsyncIterable<Uint8Array>;
  }

  /** Sends a file of sales, in the field `file`. It is not tried again: a form may stream, and does so once. */
  async upload(
    form: Form | FormData,
    { key, dry }: { readonly key: string; readonly dry: boolean },
  ): Promise<AnswerOf<'importSales'>> {
    const address = addressOf('importSales', { query: dry ? { dry: 'true' } : {} });
    const headers = { 'idempotency-key': key };
    const init = (
      form instanceof FormData
        ? { method: 'POST', headers, body: form }
        : { method: 'POST', headers: { ...headers, 'content-type': form.type }, body: form.parts, duplex: 'half' }
    ) as Init;
    return (await this.told(await this.fetch(address, init))) as AnswerOf<'importSales'>;
  }

  private send(id: OperationId, said: Said): Promise<unknown> {
    const { method, takesKey } = routes[id];
    const key = said.key ?? (takesKey ? crypto.randomUUID() : undefined);
    const init = {
      method,
      headers: {
        ...(key === undefined ? {} : { 'idempotency-key': key }),
        ...(said.body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      signal: said.signal,
      ...(said.body === undefined ? {} : { body: JSON.stringify(said.body) }),
    };
    const { answerMs } = this.access;
    return patiently(said.patienceMs ?? this.patienceMs, async () => {
      const response = await this.fetch(addressOf(id, said), init, answerMs);
      if (response.headers.get('idempotency-replayed') === 'true') said.onReplay?.();
      return this.told(response);
    });
  }

  /** Who asks, and about which club. */
  private headers(): Readonly<Record<string, string>> {
    const { club, key: apiKey, csrfToken } = this.access;
    return {
      ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
      ...(club === undefined ? {} : { 'vafa-club': club }),
      ...(csrfToken === undefined ? {} : { 'vafa-csrf-token': csrfToken }),
    };
  }

  private async told(response: Response): Promise<unknown> {
    const text = await this.reached(response.text());
    if (text === '') return null;
    if (!(response.headers.get('content-type') ?? '').includes('json')) return text;
    const told = JSON.parse(text) as unknown;
    if (response.status === acceptedStatus) refuseWaiting(told);
    return told;
  }

  private async fetch(address: string, init: Init, answerMs?: number): Promise<Response> {
    const headers = { ...this.headers(), ...init.headers };
    const signal = signalOf(init.signal, answerMs);
    const response = await this.reached(fetch(new URL(address, this.access.url), { ...init, headers, signal }));
    this.tellTime(response.headers.get('date'));
    if (response.ok) return response;
    const text = await this.reached(response.text());
    const problem = problemOf(response.status, text, response.headers.get('retry-after'));
    const { signInAgain } = this.access;
    if (signInAgain !== undefined && isOfSignIn(problem) && (await signInAgain(problem)))
      return this.fetch(address, init, answerMs);
    throw problem;
  }

  private tellTime(said: string | null): void {
    const time = new Date(said ?? '');
    if (!Number.isNaN(time.getTime())) this.access.toldTime?.(time);
  }

  private reached<T>(answer: Promise<T>): Promise<T> {
    return answer.catch(() => {
      throw new NotReachable(this.access.url);
    });
  }
}
