import { asking, type Asking } from './asking.ts';
import type { Browser } from './browser.ts';
import type { HttpFixture } from './http-fixture.ts';
import { signedInSara } from './members-of-demo.ts';

/** A path with something at each of its parameters; a club that is visited must be there. */
export const filled = (path: string): string => path.replace('{club_code}', 'demo').replace(/\{\w+\}/g, 'x');

/** Asks each operation as somebody whom it is for: people, a member, and for the rest the administrator's key. */
export const asWhoeverMay = async (fixture: () => HttpFixture, person?: Browser): Promise<Asking> => {
  const member = await signedInSara(fixture);
  const among = (browser: Browser): string =>
    ['a=1', ...[...browser.cookies].map(([name, value]) => `${name}=${value}`)].join('; ');
  return (method, url, asked) => {
    const isOf = (place: string): boolean => url.startsWith(place);
    if (person && (isOf('/v1/sign-in') || isOf('/v1/approvals/')))
      return person.ask(method, url, { ...asked, headers: { ...asked?.headers, cookie: among(person) } });
    if (isOf('/v1/me/') || /^\/v1\/me(\?|$)/.test(url))
      return member.ask(method, url, { club: 'demo', ...asked, headers: { ...asked?.headers, cookie: among(member) } });
    return asking(fixture)(method, url, asked);
  };
};
