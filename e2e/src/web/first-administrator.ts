import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningClub } from '../running-club.ts';

export const chosenPassword = 'horses like green apples';

/** What the first start of a club noted of its administrator. */
export const noteOf = (club: RunningClub): { username: string; password: string } => {
  const note = readFileSync(join(club.options.dataFolder, 'first-administrator'), 'utf8');
  const [, username = '', password = ''] = /^username (\S+)\none-time password (\S+)\n$/.exec(note) ?? [];
  return { username, password };
};

/** Takes the one-time password of the first administrator and gives him `chosenPassword`; answers his username. */
export const takeFirstPassword = async (club: RunningClub): Promise<string> => {
  const { username, password } = noteOf(club);
  const body = { username, password, new_password: chosenPassword };
  const { status } = await club.rest().request('POST', '/v1/sign-in', { body, key: null });
  if (status !== 200) throw new Error(`the first administrator was not signed in: ${String(status)}`);
  return username;
};
