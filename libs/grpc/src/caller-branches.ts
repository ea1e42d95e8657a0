import { AsyncLocalStorage } from 'node:async_hooks';
import type { Metadata } from '@grpc/grpc-js';

/** Metadata of a call for a caller who is bound to branches: their ids, comma between. */
const header = 'vafa-branches';

const bound = new AsyncLocalStorage<readonly string[]>();

/** Says for whom a call is made; no branches: for one who is not bound to any. */
export const tellBranches = (metadata: Metadata, branchIds: readonly string[] = []): void => {
  if (branchIds.length > 0) metadata.set(header, branchIds.join(','));
};

/** Serves a call within the branches that its metadata names. */
export const servedWithin = <T>(metadata: Metadata, serve: () => T): T => {
  const named = metadata.get(header)[0]?.toString();
  return named === undefined ? serve() : bound.run(named.split(','), serve);
};

/** The branches that the call in hand is bound to; empty: to none. */
export const branchesOfCall = (): readonly string[] => bound.getStore() ?? [];

/**
 * True when the call in hand is for a caller who may touch what belongs to this branch. Outside of a call everybody
 * may.
 */
export const mayTouchBranch = (branchId: string): boolean => bound.getStore()?.includes(branchId) ?? true;
