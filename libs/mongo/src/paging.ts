import { createHash } from 'node:crypto';
import { DomainError } from '@vafa/kernel';

const pageSizeDefault = 50;
const pageSizeMax = 200;

const tokenVersion = 1;

/** Where a list goes on, by name, as text: ids, or numbers and dates written out by the caller. */
export type PagePosition<Name extends string = string> = Readonly<Record<Name, string>>;

const checksum = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 8);

const refuse = (): DomainError => new DomainError('invalid', 'invalid_page_token', 'the page token is not one that this list gave out');

/** An opaque token for `next_page_token`. */
export const encodePageToken = (position: PagePosition): string => {
  const text = JSON.stringify([tokenVersion, position]);
  return Buffer.from(`${checksum(text)}${text}`).toString('base64url');
};

const parse = (token: string): unknown => {
  const plain = Buffer.from(token, 'base64url').toString('utf8');
  const text = plain.slice(8);
  if (plain.slice(0, 8) !== checksum(text)) throw refuse();
  const [version, position] = JSON.parse(text) as [unknown, unknown];
  if (version !== tokenVersion) throw refuse();
  return position;
};

/**
 * The position in a token of a list whose positions have exactly these names; undefined for an empty token (the first page).
 * The values are text and nothing else, so they are safe in a filter. Raises `invalid_page_token`.
 */
export const decodePageToken = <Name extends string>(token: string | undefined, names: readonly Name[]): PagePosition<Name> | undefined => {
  if (token === undefined || token === '') return undefined;
  const position = parse(token);
  if (typeof position !== 'object' || position === null) throw refuse();
  const entries = Object.entries(position);
  if (entries.length !== names.length || !entries.every(([name, value]) => names.includes(name as Name) && typeof value === 'string')) throw refuse();
  return position as PagePosition<Name>;
};

/** Items on one page: 50 when the request names none. Raises `invalid_page_size` outside 0 to 200. */
export const pageSize = (request: { readonly pageSize?: number } | undefined): number => {
  const size = request?.pageSize ?? 0;
  if (!Number.isInteger(size) || size < 0 || size > pageSizeMax) {
    throw new DomainError('invalid', 'invalid_page_size', `a page holds 1 to ${String(pageSizeMax)} items`, { max: String(pageSizeMax) });
  }
  return size === 0 ? pageSizeDefault : size;
};

/** Of one page as JSON; a page holds at least one item, however large that is. */
export const pageBytesMax = 1024 ** 2;

const sizeOf = (item: unknown): number => Buffer.byteLength(JSON.stringify(item, (_name, value: unknown) => (typeof value === 'bigint' ? String(value) : value)));

/** The first items of a page, as many as fit into its bytes; `more` tells that some were left for the next, or were before. */
export const withinPageBytes = <T>(items: readonly T[], more: boolean): { readonly items: readonly T[]; readonly more: boolean } => {
  let bytes = 0;
  const fitting = items.findIndex((item, place) => {
    bytes += sizeOf(item);
    return bytes > pageBytesMax && place > 0;
  });
  return fitting === -1 ? { items, more } : { items: items.slice(0, fitting), more: true };
};
