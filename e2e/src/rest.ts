import { Client, type Problem, type WholeNumber } from '@vafa/client';

/** An answer of any status. What is no JSON is its text. */
export interface Reply {
  readonly status: number;
  readonly type: string;
  /** Names and values of those that it sets. */
  readonly cookies: readonly string[];
  readonly body: Partial<Problem>;
}

export interface RequestOptions {
  readonly body?: unknown;
  /** Idempotency-Key; a POST gets a new one unless it is named, `null` sends none. */
  readonly key?: string | null;
  readonly club?: string | null;
  /** `null` sends none, so that a cookie counts. */
  readonly token?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

let keys = 0;

/** Speaks REST with one gateway: by the names of operations, as every client does, or with whatever a test makes up. */
export class Rest extends Client {
  readonly url: string;
  readonly token: string;
  readonly club: string;

  constructor(url: string, token: string, club = 'demo') {
    super({ url, key: token, club });
    this.url = url;
    this.token = token;
    this.club = club;
  }

  /** The same caller, asking for another club. */
  of(club: string): Rest {
    return new Rest(this.url, this.token, club);
  }

  /** Sends what no client would, and hides nothing: statuses and problems are answers like any other. */
  async request(method: string, path: string, options: RequestOptions = {}): Promise<Reply> {
    const key = options.key === undefined && method === 'POST' ? `e2e-${process.pid}-${++keys}` : options.key;
    const club = options.club === undefined ? this.club : options.club;
    const raw = typeof options.body === 'string' || options.body instanceof Uint8Array;
    const response = await fetch(new URL(path, this.url), {
      method,
      headers: {
        ...(options.token === null ? {} : { authorization: `Bearer ${options.token ?? this.token}` }),
        ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(key ? { 'idempotency-key': key } : {}),
        ...(club ? { 'vafa-club': club } : {}),
        ...options.headers,
      },
      ...(options.body === undefined ? {} : { body: raw ? (options.body as string) : JSON.stringify(options.body) }),
    });
    const text = await response.text();
    const type = (response.headers.get('content-type') ?? '').split(';')[0] ?? '';
    const cookies = response.headers.getSetCookie().map((each) => each.split(';')[0] ?? '');
    return {
      status: response.status,
      type,
      cookies,
      body: (type.endsWith('json') ? JSON.parse(text) : { text }) as object,
    };
  }
}

/** Refuses what is beyond 2⁵³ and comes as digits. */
export const num = (value: WholeNumber): number => {
  if (typeof value !== 'number') throw new Error(`not a number: ${value}`);
  return value;
};
