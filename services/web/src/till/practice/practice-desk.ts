import { Client } from '@vafa/client';
import { Desk, type DeskWords } from '../desk/desk.ts';
import { Database } from '../store/database.ts';
import { TillStore, type Pairing } from '../store/till-store.ts';
import { enrolMadeUp } from './made-up-members.ts';

export interface PracticeWords extends DeskWords {
  /** Of a member who is made up. */
  readonly member: (number: number) => string;
  /** What such a member has bought. */
  readonly goods: string;
  /** What such a member complains of. */
  readonly complaint: string;
}

const patienceMs = 30_000;

/** Asks for a key of the practice club, and enrols whoever is missing of those who are made up. */
const pairPractice = async (tillsSecret: string, words: PracticeWords, reset: boolean): Promise<Pairing> => {
  const url = location.origin;
  const { secret } = await new Client({ url, key: tillsSecret }, patienceMs).call('openPractice', {
    body: { reset },
    key: crypto.randomUUID(),
  });
  const api = new Client({ url, key: secret }, patienceMs);
  const [own, club] = await Promise.all([api.call('getTill'), api.call('getClub')]);
  await enrolMadeUp(api, own, words);
  return { secret, own, club };
};

/**
 * A desk to practise at, with a place of its own on the device. `kept`: where the till was loaded anew in the middle of
 * practice, it goes on with what it has.
 */
export const openPracticeDesk = async (
  tillsSecret: string,
  words: PracticeWords,
  how: 'kept' | 'fresh' | 'reset',
): Promise<Desk> => {
  const store = new TillStore(await Database.open('vafa-till-practice'));
  const kept = how === 'kept' ? await store.pairing() : undefined;
  if (how === 'reset') await store.clear();
  const pairing = kept ?? (await pairPractice(tillsSecret, words, how === 'reset'));
  if (kept === undefined) await store.keepPairing(pairing);
  return Desk.open(store, pairing, words, 'practice');
};
