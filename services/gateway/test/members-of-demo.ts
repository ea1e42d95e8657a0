import { expect } from '@jest/globals';
import type { Club } from '@vafa/contracts/membership';
import { DomainError } from '@vafa/kernel';
import type { Services } from '../src/adapters/grpc/services.ts';
import { asking } from './asking.ts';
import { Browser } from './browser.ts';
import { demo, other, sara } from './fake-services.ts';
import type { HttpFixture } from './http-fixture.ts';

/** A membership in which Sara is found by her phone until she leaves, and the club changes its look. */
export const knownBySara = (): Partial<Services['membership']> => {
  let isThere = true;
  let club: Club = demo;
  return {
    getClub: ({ idOrCode }) => {
      const found = [club, other].find(({ id, code }) => id === idOrCode || code === idOrCode);
      return found
        ? Promise.resolve({ club: found })
        : Promise.reject(new DomainError('not_found', 'club_not_found', 'no such club'));
    },
    // With the one that its tills practise in.
    listClubs: () => Promise.resolve({ clubs: [club, { ...other, code: 'practice-01demo' }], nextPageToken: '' }),
    changeClub: ({ name = club.name, brandColour = club.brandColour, logoText = club.logoText }) => {
      club = { ...club, name, brandColour, logoText };
      return Promise.resolve({ club });
    },
    findMembers: ({ clubId, criterion }) => {
      const digits = criterion?.value.replace(/\D/g, '') ?? '';
      if (digits.length < 7) return Promise.reject(new DomainError('invalid', 'invalid_phone', 'not a phone number'));
      const isSara = isThere && clubId === demo.id && digits.endsWith('9123456789');
      return Promise.resolve({ members: isSara ? [sara] : [], nextPageToken: '' });
    },
    getMember: ({ clubId, memberId }) =>
      isThere && clubId === demo.id && memberId === sara.id
        ? Promise.resolve({ member: sara })
        : Promise.reject(new DomainError('not_found', 'member_not_found', 'no such member')),
    correctMember: () => Promise.resolve({ member: sara }),
    eraseMember: () => {
      isThere = false;
      return Promise.resolve({});
    },
  };
};

/** What waits in the outbox, newest first, as the administrator's key sees it. */
export const outbox = async (fixture: () => HttpFixture): Promise<readonly { phone: string; code: string }[]> => {
  const { status, body } = await asking(fixture)('GET', '/v1/outbox');
  expect(status).toBe(200);
  return body.items as { phone: string; code: string }[];
};

/** A browser in which Sara has signed in, by the code that the outbox shows. */
export const signedInSara = async (fixture: () => HttpFixture, browser = new Browser(fixture)): Promise<Browser> => {
  const asked = await browser.ask('POST', '/v1/clubs/demo/member-codes', {
    body: { phone: '0912 345 6789' },
    key: null,
  });
  expect(asked.status).toBe(202);
  const code = (await outbox(fixture))[0]?.code;
  const { status, body } = await browser.ask('POST', '/v1/clubs/demo/member-sign-in', {
    body: { request: asked.body.request, code },
    key: null,
  });
  expect({ status, body }).toMatchObject({ status: 200, body: { member_id: sara.id } });
  browser.csrfToken = String(body.csrf_token);
  return browser;
};
