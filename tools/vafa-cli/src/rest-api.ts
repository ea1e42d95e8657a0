import { setTimeout as wait } from 'node:timers/promises';

/** Where a gateway listens and who asks. */
export interface ApiAccess {
  readonly url: string;
  readonly key: string;
  /** Code of the club, for keys that are not bound to one. */
  readonly club?: string;
}

/** An answer of the gateway that is not a success: problem+json (RFC 9457). */
export class ApiProblem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'ApiProblem';
  }
}

/** The gateway did not answer at all. */
export class NotReachable extends Error {
  constructor(readonly url: string) {
    super(`no Vafa answers at ${url}`);
    this.name = 'NotReachable';
  }
}

export interface ApiRequest {
  readonly body?: unknown;
  readonly key?: string;
  /** Goes on trying this long while the gateway is away, says 503 or is still at it; default: that of the RestApi. */
  readonly patienceMs?: number;
}

interface ProblemBody {
  readonly code?: string;
  readonly title?: string;
  readonly detail?: string;
}

/** A write whose gateway died keeps its Idempotency-Key busy until its lease ends. */
const isAway = (error: unknown): boolean =>
  error instanceof NotReachable ||
  (error instanceof ApiProblem && (error.status === 503 || error.code === 'idempotency_key_running'));

/** Tries again while the gateway is away: between two starts of it, or while it starts. */
export const patiently = async <T>(patienceMs: number, attempt: () => Promise<T>): Promise<T> => {
  const until = Date.now() + patienceMs;
  for (let pauseMs = 100; ; pauseMs = Math.min(pauseMs * 2, 1000)) {
    try {
      return await attempt();
    } catch (error) {
      if (!isAway(error) || Date.now() + pauseMs > until) throw error;
      await wait(pauseMs);
    }
  }
};

/** The gateway's REST interface, as far as a command line needs one: JSON in, JSON out, problems as errors. */
export class RestApi {
  /** Everything that is sent may be repeated: reads, and writes under a key. */
  constructor(
    readonly access: ApiAccess,
    private readonly patienceMs = 0,
  ) {}

  headers(key?: string): Record<string, string> {
    const { club } = this.access;
    return {
      authorization: `Bearer ${this.access.key}`,
      ...(club === undefined ? {} : { 'vafa-club': club }),
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    };
  }

  get<T>(path: string, request: Omit<ApiRequest, 'body' | 'key'> = {}): Promise<T> {
    return this.send<T>('GET', path, request);
  }

  post<T>(path: string, body: unknown, key: string, request: Omit<ApiRequest, 'body' | 'key'> = {}): Promise<T> {
    return this.send<T>('POST', path, { ...request, body, key });
  }

  put<T>(path: string, body: unknown, request: Omit<ApiRequest, 'body'> = {}): Promise<T> {
    return this.send<T>('PUT', path, { ...request, body });
  }

  /** Raises ApiProblem and NotReachable. */
  send<T>(method: string, path: string, request: ApiRequest): Promise<T> {
    const content = request.body === undefined ? {} : { body: JSON.stringify(request.body) };
    const type: Record<string, string> = request.body === undefined ? {} : { 'content-type': 'application/json' };
    return patiently(request.patienceMs ?? this.patienceMs, async () => {
      const answer = await this.fetch(path, { method, headers: { ...this.headers(request.key), ...type }, ...content });
      return JSON.parse(answer) as T;
    });
  }

  /**
   * An answer as it comes. Raises ApiProblem and NotReachable before the first part; an answer that breaks off raises
   * while it is read.
   */
  async stream(path: string): Promise<AsyncIterable<Uint8Array>> {
    const response = await fetch(new URL(path, this.access.url), { headers: this.headers() }).catch(() => {
      throw new NotReachable(this.access.url);
    });
    if (!response.ok) throw problemOf(response.status, await response.text());
    return (response.body ?? []) as AsyncIterable<Uint8Array>;
  }

  /** One request, its answer as text. Raises ApiProblem and NotReachable. */
  async fetch(path: string, init: RequestInit): Promise<string> {
    let response: Response;
    let text: string;
    try {
      response = await fetch(new URL(path, this.access.url), init);
      text = await response.text();
    } catch {
      throw new NotReachable(this.access.url);
    }
    if (response.ok) return text === '' ? 'null' : text;
    throw problemOf(response.status, text);
  }
}

const problemOf = (status: number, text: string): ApiProblem => {
  try {
    const { code = 'unknown', title, detail } = JSON.parse(text) as ProblemBody;
    return new ApiProblem(status, code, detail ?? title ?? `the gateway answered ${status}`);
  } catch {
    return new ApiProblem(status, 'unknown', `the gateway answered ${status}`);
  }
};
