import { statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Reply } from '../src/rest.ts';
import { RunningClub } from '../src/running-club.ts';
import { chosenPassword as goodPassword, noteOf } from '../src/web/first-administrator.ts';

let club: RunningClub;

beforeAll(async () => {
  club = await RunningClub.start({ empty: true });
  await club.made(120_000);
}, 300_000);
afterAll(() => club.remove());

const note = (): string => join(club.options.dataFolder, 'first-administrator');
const signIn = (body: object): Promise<Reply> => club.rest().request('POST', '/v1/sign-in', { body, key: null });

test('where and how is said before the main job of the start begins', async () => {
  const { password } = noteOf(club);
  const [before = ''] = club.output.split('club demo is there');
  expect(before).not.toBe(club.output);
  expect(before).toContain(`${club.url}/console\n`);
  expect(before).toContain(`one-time password ${password}`);
});

test('the first administrator signs in by what the start said, and takes a password', async () => {
  const { username, password } = noteOf(club);
  expect(statSync(note()).mode & 0o777).toBe(0o600);
  await club.printed(new RegExp(`one-time password ${password}`), 300_000);
  expect(await signIn({ username, password })).toMatchObject({ status: 403 });
  const answer = await signIn({ username, password, new_password: goodPassword });
  expect(answer).toMatchObject({ status: 200, body: { username, roles: ['administrator'], club_id: null } });
  const { items } = await club.rest().call('listStaff');
  expect(items).toMatchObject([{ username, all_clubs: true, has_one_time_password: false }]);
  expect(await signIn({ username, password, new_password: goodPassword })).toMatchObject({ status: 401 });
});
