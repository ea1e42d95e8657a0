/** Which units are one lot: those of one accrual, that end at one moment, that end with activity, that never end. */
export type Sharing = 'alone' | 'moment' | 'activity' | 'ever';

/** What a lot's name in the journal says. Entries keep names; whatever decides asks for these fields. */
export interface LotOrigin {
  /** The account that the units came from; absent: they were always this one's. */
  readonly origin?: string;
  readonly sharing: Sharing;
  /** Of a lot that ends with activity: how often the account's had ended before. */
  readonly generation?: number;
}

/** The lot of all units that are active and never expire: between them nothing tells one from another. */
export const neverExpiring = 'never';
const activityPrefix = 'idle:';
const momentPrefix = 'until:';
const beforeOrigin = '~';
const account = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/** The lot of units that end with the account's activity. */
export const activityLot = (generation: number): string => `${activityPrefix}${String(generation)}`;

/** The lot of units that end at a moment. */
export const momentLot = (at: Date): string => `${momentPrefix}${at.toISOString()}`;

/** One of the lots that were brought along, from 0. */
export const openingLot = (key: string, place: number): string => `${key}#${String(place + 1)}`;

/** A lot beside one of that name, which has another end. */
export const besideLot = (name: string, expiresAt: Date): string => `${name}@${expiresAt.toISOString()}`;

/** The name that a lot of another account has here. */
export const nameFrom = (origin: string, name: string): string => `${origin}${beforeOrigin}${name}`;

/** The name that a lot had in the account that it came from; undefined for a lot that did not come from there. */
export const nameIn = (origin: string, name: string): string | undefined =>
  name.startsWith(`${origin}${beforeOrigin}`) ? name.slice(origin.length + beforeOrigin.length) : undefined;

/** Where the name of a lot that came from elsewhere goes on; 0: it came from nowhere. */
const afterOrigin = (name: string): number => {
  const at = name.indexOf(beforeOrigin);
  return at > 0 && account.test(name.slice(0, at)) ? at + 1 : 0;
};

const sharingOf = (name: string): Omit<LotOrigin, 'origin'> => {
  if (name === neverExpiring) return { sharing: 'ever' };
  if (name.startsWith(momentPrefix)) return { sharing: 'moment' };
  const [, digits] = /^idle:(\d+)$/.exec(name) ?? [];
  return digits === undefined ? { sharing: 'alone' } : { sharing: 'activity', generation: Number(digits) };
};

/** Reads a name. A lot that came by way of several accounts is of the last of them. */
export const readLotName = (name: string): LotOrigin => {
  let rest = name;
  for (let at = afterOrigin(rest); at > 0; at = afterOrigin(rest)) rest = rest.slice(at);
  const first = afterOrigin(name);
  return { ...(first > 0 && { origin: name.slice(0, first - 1) }), ...sharingOf(rest) };
};
