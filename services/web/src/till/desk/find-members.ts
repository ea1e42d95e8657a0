import type { Client, Member } from '@vafa/client';
import { plainDigits } from '../../kit/formats/numbers.ts';
import { isPhone, type Scan } from '../scan/scan-kind.ts';

/** What one member alone has. */
export type Identity = { readonly by: 'phone' | 'card' | 'member'; readonly value: string };
export type Criterion = Identity | { readonly by: 'name'; readonly value: string };

const nameMin = 3;
const phoneLength = 11;

/** What a person means by what was typed into the one field; undefined: too little of it. */
export const criterionOf = (typed: string): Criterion | undefined => {
  const text = plainDigits(typed).trim();
  const bare = text.replace(/[\s\u200c()-]/g, '');
  if (isPhone(bare)) return { by: 'phone', value: bare };
  if (/^[+\d]/.test(bare) && !/\p{L}{2}/u.test(bare)) return bare.length < 4 ? undefined : { by: 'card', value: bare };
  return [...text.replace(/\s/g, '')].length < nameMin ? undefined : { by: 'name', value: text };
};

/** What was read and shows no member: it is nobody's, or the club answered with an error. */
export interface Unfound {
  readonly text: string;
  readonly error?: unknown;
  /** Another one each time, also of the same text. */
  readonly turn: number;
}

/** A phone as it is dialled here is complete: nobody has to press Enter. */
export const isWholePhone = (typed: string): boolean => {
  const bare = plainDigits(typed).replace(/[\s\u200c()-]/g, '');
  return bare.length === phoneLength && isPhone(bare);
};

export const criterionOfScan = ({ kind, value }: Scan): Identity | undefined =>
  kind === 'phone' || kind === 'card' || kind === 'member' ? { by: kind, value } : undefined;

/** The members who have such a name, ten at most. */
export const findByName = async (api: Pick<Client, 'call'>, name: string): Promise<readonly Member[]> =>
  (await api.call('findMembers', { query: { q: name } })).items;
