import { z } from 'zod';

/** Who asks for what a call does, and within what: the gateway says it, and services judge by it. */
export interface CallContext {
  /** Id of the API key, or `admin`. */
  readonly caller: string;
  readonly role: 'administrator' | 'key';
  /** Empty: of no club, as when all clubs are listed. */
  readonly clubId: string;
  /** The branches that the caller is bound to; empty: to none. */
  readonly branchIds: readonly string[];
}

const shape = z.strictObject({
  caller: z.string(),
  role: z.enum(['administrator', 'key']),
  club: z.string(),
  branches: z.array(z.string()),
  /** Unix time in ms. */
  until: z.int().nonnegative(),
});

/** What is signed, as bytes of JSON. */
export const encodeContext = (context: CallContext, until: number): Buffer => {
  const { caller, role, clubId: club, branchIds: branches } = context;
  return Buffer.from(JSON.stringify({ caller, role, club, branches, until }));
};

/** Undefined for what is no context. */
export const decodeContext = (bytes: Buffer): { context: CallContext; until: number } | undefined => {
  try {
    const { caller, role, club: clubId, branches: branchIds, until } = shape.parse(JSON.parse(bytes.toString()));
    return { context: { caller, role, clubId, branchIds }, until };
  } catch {
    return undefined;
  }
};
