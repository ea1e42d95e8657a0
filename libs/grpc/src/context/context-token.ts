import { sign as signBytes, verify, type KeyObject } from 'node:crypto';
import { DomainError } from '@vafa/kernel';
import { decodeContext, encodeContext, type CallContext } from './call-context.ts';
import { signingKeyAt, type SigningKey } from './context-keys.ts';

/** A context as it travels: id of the key, what it says, signature; undefined key: it is not signed. */
export type Seal = (context: CallContext, until: number) => string;

/** What a token says, and until when it counts (Unix time in ms). */
export interface Opened {
  readonly context: CallContext;
  readonly until: number;
}

/**
 * Reads a token. Raises `context_invalid` for one that nobody has signed whose key is known, and `context_expired`.
 */
export type Open = (token: string, now: number) => Opened;

/** What is signed says what it is for: a signature of another thing never counts as one of these. */
const purpose = 'vafa-context-1.';
/** A context without a signature names no key. */
const unsigned = '';
/** So many contexts are known as signed at once; each is judged once. */
const rememberedMax = 2_000;
/** Longest first part of a token, and longest token, that are looked at. */
const tokenLengthMax = 64 * 1024;

const invalid = (): DomainError =>
  new DomainError('forbidden', 'context_invalid', 'the context of the call is not one that the gateway has signed');

const join = (keyId: string, body: string): string => `${keyId}.${body}`;

/** Signs by the key whose turn it is. */
export const sealBy =
  (keys: () => readonly SigningKey[]): Seal =>
  (context, until) => {
    const signer = signingKeyAt(keys(), new Date());
    if (!signer) throw new Error('there is no key to sign contexts with');
    const said = join(signer.id, encodeContext(context, until).toString('base64url'));
    return `${said}.${signBytes(null, Buffer.from(purpose + said), signer.key).toString('base64url')}`;
  };

/** In one process nobody is in between: the context is said and not signed. */
export const plainSeal: Seal = (context, until) =>
  `${join(unsigned, encodeContext(context, until).toString('base64url'))}.`;

const opening = (isSigned: (keyId: string, said: string, signature: string) => boolean): Open => {
  const known = new Map<string, Opened>();
  const judge = (token: string): Opened => {
    const [keyId = '', body = '', signature = '', ...more] = token.length > tokenLengthMax ? [] : token.split('.');
    if (more.length > 0 || !isSigned(keyId, join(keyId, body), signature)) throw invalid();
    const opened = decodeContext(Buffer.from(body, 'base64url'));
    if (!opened) throw invalid();
    if (known.size >= rememberedMax) known.clear();
    known.set(token, opened);
    return opened;
  };
  return (token, now) => {
    const opened = known.get(token) ?? judge(token);
    if (opened.until >= now) return opened;
    known.delete(token);
    throw new DomainError('forbidden', 'context_expired', 'the context of the call has ended');
  };
};

/** Takes what one of these keys has signed. `keys` is asked for each token that was not seen before. */
export const openBy = (keys: () => ReadonlyMap<string, KeyObject>): Open =>
  opening((keyId, said, signature) => {
    const key = keys().get(keyId);
    return key !== undefined && verify(null, Buffer.from(purpose + said), key, Buffer.from(signature, 'base64url'));
  });

/** Takes what is not signed, and nothing else. */
export const openPlain = (): Open => opening((keyId, _said, signature) => keyId === unsigned && signature === '');
