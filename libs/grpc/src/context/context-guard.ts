import { DomainError } from '@vafa/kernel';
import type { Metadata } from '@grpc/grpc-js';
import { peerOfCall, type Callers } from '../identity/admission.ts';
import type { Open, Opened } from './context-token.ts';
import { contextHeader } from './current-context.ts';

interface Judged {
  readonly metadata: Metadata;
  /** Not there yet when requests come as a stream. */
  readonly request?: unknown;
  getPath(): string;
}

export type Admitted = (Opened & { readonly token: string }) | undefined;

/** Ids of clubs at the end of a path of properties, of each item of a list. */
const at = (value: unknown, path: readonly string[], from = 0): string[] => {
  if (Array.isArray(value)) return value.flatMap((item) => at(item, path, from));
  if (from === path.length) return typeof value === 'string' ? [value] : [];
  return typeof value === 'object' && value !== null
    ? at((value as Readonly<Record<string, unknown>>)[path[from] ?? ''], path, from + 1)
    : [];
};

/**
 * Judges a call by its context, in one place for all rpcs of all services:
 * a call without one is a service's own, which its rpc must allow; the clubs that the request names are the context's.
 */
export class ContextGuard {
  constructor(
    private readonly callers: Callers,
    private readonly open: Open,
    /** False: whoever reaches this process is trusted, and a call needs no context. */
    private readonly hasPeers: boolean,
  ) {}

  /** Raises `context_missing`, `context_invalid`, `context_expired` and `club_not_allowed`. */
  admit(call: Judged): Admitted {
    const [token] = call.metadata.get(contextHeader);
    if (token === undefined) {
      this.requireOwn(call);
      return undefined;
    }
    const opened = this.open(token.toString(), Date.now());
    this.requireClub(call, opened);
    return { ...opened, token: token.toString() };
  }

  private requireOwn(call: Judged): void {
    if (!this.hasPeers) return;
    const peer = peerOfCall(call.metadata);
    if (peer !== undefined && this.callers[call.getPath()]?.themselves?.includes(peer)) return;
    throw new DomainError(
      'forbidden',
      'context_missing',
      `${peer ?? 'who has no name'} may call ${call.getPath()} only for somebody who asks for it`,
    );
  }

  /** A club of the request itself is the context's, or of none like it; one further within may be left out. */
  private requireClub(call: Judged, { context: { clubId } }: Opened): void {
    for (const path of this.callers[call.getPath()]?.clubs ?? []) {
      const named = at(call.request, path);
      if (call.request === undefined || named.some((id) => id !== clubId && (id !== '' || path.length === 1)))
        throw new DomainError(
          'forbidden',
          'club_not_allowed',
          'the request names another club than the one that it is made for',
        );
    }
  }
}
