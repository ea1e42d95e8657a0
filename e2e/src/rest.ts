export interface Reply {
  readonly status: number;
  readonly type: string;
  readonly body: Body;
}

/** An answer's fields by name; a field that is not there is undefined. */
export type Body = { readonly [name: string]: Field };
export type Field = null | undefined | boolean | number | string | readonly Field[] | Body;

export interface RequestOptions {
  readonly body?: unknown;
  /** Idempotency-Key; a POST gets a new one unless it is named, `null` sends none. */
  readonly key?: string | null;
  readonly club?: string | null;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Gives the request up; what it did is then unknown. */
  readonly signal?: AbortSignal;
}

let keys = 0;

/** Speaks REST with one gateway and hides nothing: statuses and problems are answers like any other. */
export class Rest {
  readonly url: string;
  readonly token: string;
  readonly club: string;

  constructor(url: string, token: string, club = 'demo') {
    this.url = url;
    this.token = token;
    this.club = club;
  }

  /** The same caller, asking for another club. */
  of(club: string): Rest {
    return new Rest(this.url, this.token, club);
  }

  async request(method: string, path: string, options: RequestOptions = {}): Promise<Reply> {
    const key = options.key === undefined && method === 'POST' ? `e2e-${process.pid}-${++keys}` : options.key;
    const club = options.club === undefined ? this.club : options.club;
    const raw = typeof options.body === 'string' || options.body instanceof Uint8Array;
    const response = await fetch(new URL(path, this.url), {
      method,
      signal: options.signal,
      headers: {
        authorization: `Bearer ${options.token ?? this.token}`,
        ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(key ? { 'idempotency-key': key } : {}),
        ...(club ? { 'vafa-club': club } : {}),
        ...options.headers,
      },
      ...(options.body === undefined ? {} : { body: raw ? (options.body as string) : JSON.stringify(options.body) }),
    });
    const text = await response.text();
    const type = (response.headers.get('content-type') ?? '').split(';')[0] ?? '';
    return { status: response.status, type, body: type.endsWith('json') ? (JSON.parse(text) as Body) : { text } };
  }

  /** The body of a success; anything else is an error that shows the problem. */
  async ok(method: string, path: string, options: RequestOptions = {}): Promise<Body> {
    const { status, body } = await this.request(method, path, options);
    if (status >= 300) throw new Error(`${method} ${path} answered ${status}: ${JSON.stringify(body)}`);
    return body;
  }

  get(path: string): Promise<Body> {
    return this.ok('GET', path);
  }

  post(path: string, body: unknown, key?: string): Promise<Body> {
    return this.ok('POST', path, { body, key });
  }

  put(path: string, body: unknown): Promise<Body> {
    return this.ok('PUT', path, { body });
  }
}

export const items = (body: Body): readonly Body[] => body.items as readonly Body[];
export const num = (value: Field): number => {
  if (typeof value !== 'number') throw new Error(`not a number: ${JSON.stringify(value)}`);
  return value;
};
export const str = (value: Field): string => {
  if (typeof value !== 'string') throw new Error(`not a text: ${JSON.stringify(value)}`);
  return value;
};
export const obj = (value: Field): Body => {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error(`not an object: ${JSON.stringify(value)}`);
  return value as Body;
};
export const list = (value: Field): readonly Body[] => {
  if (!Array.isArray(value)) throw new Error(`not a list: ${JSON.stringify(value)}`);
  return value as readonly Body[];
};
