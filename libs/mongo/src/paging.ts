import { createHash } from 'node:crypto';
import { DomainError } from '@vafa/kernel';

const pageSizeDefault = 50;
const pageSizeMax = 200;

const tokenVersion = 1;

/** Where a list goes on, by name, as text: ids, or numbers and dates written out by the caller. */
export type PagePosition<Name extends string = string> = Readonly<Record<Name, string>>;

const checksum = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 8);

const refuse = (): DomainError =>
  new DomainError('invalid', 'invalid_page_token', 'the page token is not one that this list gave out');

/**
 * An opaque token for `next_page_token`. Only `toPage` gives them out: a list cannot have pages that are not bounded in
 * bytes.
 */
const encodePageToken = (position: PagePosition): string => {
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
 * The position in a token of a list whose positions have exactly these names; undefined for an empty token (the first
 * page). The values are text and nothing else, so they are safe in a filter. Raises `invalid_page_token`.
 */
export const decodePageToken = <Name extends string>(
  token: string | undefined,
  names: readonly Name[],
): PagePosition<Name> | undefined => {
  if (token === undefined || token === '') return undefined;
  const position = parse(token);
  if (typeof position !== 'object' || position === null) throw refuse();
  const entries = Object.entries(position);
  if (
    entries.length !== names.length ||
    !entries.every(([name, value]) => names.includes(name as Name) && typeof value === 'string')
  )
    throw refuse();
  return position as PagePosition<Name>;
};

/** Items on one page: 50 when the request names none. Raises `invalid_page_size` outside 0 to 200. */
export const pageSize = (request: { readonly pageSize?: number } | undefined): number => {
  const size = request?.pageSize ?? 0;
  if (!Number.isInteger(size) || size < 0 || size > pageSizeMax) {
    throw new DomainError('invalid', 'invalid_page_size', `a page holds 1 to ${String(pageSizeMax)} items`, {
      max: String(pageSizeMax),
    });
  }
  return size === 0 ? pageSizeDefault : size;
};

/** Of the items of one page as JSON; a page holds at least one item, however large that is. */
export const pageBytesMax = 1024 ** 2;

/** Of a value as JSON; whole numbers as their digits. */
export const jsonBytes = (value: unknown): number =>
  Buffer.byteLength(JSON.stringify(value, (_name, each: unknown) => (typeof each === 'bigint' ? String(each) : each)));

/** How many of the first items fit into a page's bytes: at least one, if there is one. */
const fitting = (items: readonly unknown[]): number => {
  let bytes = 0;
  const place = items.findIndex((item, index) => {
    bytes += jsonBytes(item);
    return bytes > pageBytesMax && index > 0;
  });
  return place === -1 ? items.length : place;
};

/** The first items, as many as fit into a page: for a list that has only one. */
export const withinPageBytes = <T>(items: readonly T[]): readonly T[] => items.slice(0, fitting(items));

/** A page as it was found. */
export interface FoundPage<T, Message> {
  /** In the list's order, no more of them than were asked for. */
  readonly found: readonly T[];
  /** Whether others follow; or where the list goes on, when that is not behind the last one. */
  readonly more: boolean | PagePosition;
  /** As it is sent, which is what is measured. */
  readonly toMessage: (item: T) => Message;
  /** Where a page goes on that ends with this item, which has this index. */
  readonly behind: (item: T, index: number) => PagePosition;
}

export interface Page<Message> {
  readonly items: Message[];
  /** Empty on the last page. */
  readonly nextPageToken: string;
}

/**
 * The page that every list answers: its first items, as many as fit into `pageBytesMax`, and where it goes on behind
 * them.
 */
export const toPage = <T, Message>({ found, more, toMessage, behind }: FoundPage<T, Message>): Page<Message> => {
  const messages = found.map(toMessage);
  const items = messages.slice(0, fitting(messages));
  const last = found[items.length - 1];
  const isWhole = items.length === found.length;
  if (isWhole && typeof more === 'object') return { items, nextPageToken: encodePageToken(more) };
  return {
    items,
    nextPageToken:
      last !== undefined && (more !== false || !isWhole) ? encodePageToken(behind(last, items.length - 1)) : '',
  };
};
