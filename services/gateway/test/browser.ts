import { expect } from '@jest/globals';
import { asking, type Answer, type Ask, type Method } from './asking.ts';
import type { HttpFixture } from './http-fixture.ts';

export const goodPassword = 'horses like green apples';

/** A browser: keeps cookies, and sends with each write the token that it was told. */
export class Browser {
  readonly cookies = new Map<string, string>();
  csrfToken: string | undefined;

  constructor(
    private readonly fixture: () => HttpFixture,
    private readonly always: Readonly<Record<string, string>> = {},
  ) {}

  async ask(method: Method, url: string, asked: Ask = {}): Promise<Answer> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await asking(this.fixture)(method, url, {
      token: null,
      club: null,
      ...asked,
      headers: {
        ...this.always,
        ...(cookie !== '' && { cookie }),
        ...(this.csrfToken !== undefined && method !== 'GET' && { 'vafa-csrf-token': this.csrfToken }),
        ...asked.headers,
      },
    });
    this.keep([answer.headers['set-cookie'] ?? []].flat() as string[]);
    return answer;
  }

  async signIn(username: string, password: string, newPassword?: string): Promise<Answer> {
    const body = { username, password, ...(newPassword !== undefined && { new_password: newPassword }) };
    const answer = await this.ask('POST', '/v1/sign-in', { body, key: null });
    if (answer.status === 200) this.csrfToken = String(answer.body.csrf_token);
    return answer;
  }

  private keep(lines: readonly string[]): void {
    for (const line of lines) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/Max-Age=0(;|$)/.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
  }
}

export interface NewPerson {
  readonly username: string;
  readonly roles: readonly string[];
  readonly branches?: readonly string[];
  readonly all_clubs?: boolean;
}

/** Makes an account by the administrator's key; answers with its id and one-time password. */
export const makePerson = async (
  fixture: () => HttpFixture,
  person: NewPerson,
  club = 'demo',
): Promise<{ id: string; oneTimePassword: string }> => {
  const { status, body } = await asking(fixture)('POST', '/v1/staff', {
    body: { name: person.username, ...person },
    club,
  });
  expect({ status, body }).toMatchObject({ status: 201 });
  return { id: String(body.id), oneTimePassword: String(body.one_time_password) };
};

/** A browser in which a new person has signed in and chosen a password. */
export const signedIn = async (
  fixture: () => HttpFixture,
  person: NewPerson,
  club = 'demo',
): Promise<{ browser: Browser; id: string }> => {
  const { id, oneTimePassword } = await makePerson(fixture, person, club);
  const browser = new Browser(fixture);
  const { status, body } = await browser.signIn(person.username, oneTimePassword, goodPassword);
  expect({ status, body }).toMatchObject({ status: 200 });
  return { browser, id };
};
