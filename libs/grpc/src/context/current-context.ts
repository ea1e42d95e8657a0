import { AsyncLocalStorage } from 'node:async_hooks';
import type { Metadata } from '@grpc/grpc-js';
import type { CallContext } from './call-context.ts';
import type { Opened, Seal } from './context-token.ts';

/** Metadata of a call that is made for somebody. */
export const contextHeader = 'vafa-context';

interface Current {
  readonly context: CallContext | undefined;
  /** What a call takes along that has to be over by `deadline`; undefined: it is made for nobody. */
  token(deadline: number): string | undefined;
}

const current = new AsyncLocalStorage<Current | undefined>();

/** What a context counts for longer than the call that it was signed for: clocks differ, and work outlives its call. */
const marginMs = 30_000;
/** A context counts for this long when no call needs more, and is signed once for all calls of its caller meanwhile. */
const lifeMs = 120_000;
const sealedMax = 2_000;

/** Signs each context once in a while, not for each call: all calls of a till within a minute carry the same token. */
export const sealing = (seal: Seal): Seal => {
  const sealed = new Map<string, { readonly token: string; readonly until: number }>();
  return (context, deadline) => {
    const now = Date.now();
    const needed = deadline + marginMs;
    if (needed > now + lifeMs) return seal(context, needed);
    const key = JSON.stringify([context.caller, context.role, context.clubId, context.branchIds]);
    const known = sealed.get(key);
    if (known && known.until >= needed) return known.token;
    const fresh = { token: seal(context, now + lifeMs), until: now + lifeMs };
    if (sealed.size >= sealedMax) sealed.clear();
    sealed.set(key, fresh);
    return fresh.token;
  };
};

/** The gateway's work for a caller: calls made meanwhile, to any depth, say for whom. `of` is asked at each call. */
export const actingFor = <T>(of: () => CallContext | undefined, seal: Seal, act: () => T): T => {
  const token = (deadline: number): string | undefined => {
    const context = of();
    return context && seal(context, deadline);
  };
  const acting: Current = {
    token,
    get context() {
      return of();
    },
  };
  return current.run(acting, act);
};

/** Serves a call within its context; what it calls takes the same context along for as long as it counts. */
export const servedFor = <T>(call: (Opened & { readonly token: string }) | undefined, serve: () => T): T => {
  if (!call) return current.run(undefined, serve);
  const { context, token, until } = call;
  return current.run({ context, token: () => (until >= Date.now() ? token : undefined) }, serve);
};

/** What goes on beside calls, whoever woke it: it is done for nobody, and calls others as the service itself. */
export const forNobody = <T>(act: () => T): T => current.run(undefined, act);

/** Says for whom a call is made. */
export const tellContext = (metadata: Metadata, deadline: number): void => {
  const token = current.getStore()?.token(deadline);
  if (token !== undefined) metadata.set(contextHeader, token);
};

/** For whom the work in hand is done; undefined: for nobody who asked. */
export const contextOfCall = (): CallContext | undefined => current.getStore()?.context;

/** The branches that the call in hand is bound to; empty: to none. */
export const branchesOfCall = (): readonly string[] => contextOfCall()?.branchIds ?? [];

/**
 * True when the call in hand is for a caller who may touch what belongs to this branch. Outside of a call everybody
 * may.
 */
export const mayTouchBranch = (branchId: string): boolean => {
  const bound = branchesOfCall();
  return bound.length === 0 || bound.includes(branchId);
};
