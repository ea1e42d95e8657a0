import { DomainError } from '@vafa/kernel';
import { Calendar, DisplayUnit, type Branch, type Club, type Member } from '@vafa/contracts/membership';
import type { Services } from '../src/adapters/grpc/services.ts';

type Overrides = { readonly [S in keyof Services]?: Partial<Services[S]> };

/** Services that answer just what a test gives them; every other rpc is unavailable. */
export const fakeServices = (given: Overrides): Services => {
  const service = (methods: object): object =>
    new Proxy(methods, {
      get: (target, name) =>
        name in target
          ? (Reflect.get(target, name) as unknown)
          : () => Promise.reject(new DomainError('unavailable', 'service_unavailable', `no ${String(name)} here`)),
    });
  const names = [
    'membership',
    'ledger',
    'ledgerBooks',
    'campaigns',
    'promotions',
    'rewards',
    'checkout',
    'feedback',
    'imports',
  ] as const;
  return Object.fromEntries(names.map((name) => [name, service(given[name] ?? {})])) as unknown as Services;
};

export const demo: Club = {
  id: 'clb_01demo',
  code: 'demo',
  name: 'Demo',
  currency: 'GBP',
  currencyDigits: 2,
  timeZone: 'Europe/London',
  createdAt: new Date('2026-01-01T00:00:00Z'),
  changes: [],
  revision: 1,
  pointCost: 10_000n,
  pointValue: 10_000n,
  country: 'GB',
  brandColour: '',
  logoText: '',
  displayUnit: DisplayUnit.DISPLAY_UNIT_CURRENCY,
  calendar: Calendar.CALENDAR_GREGORIAN,
};
export const other: Club = { ...demo, id: 'clb_02other', code: 'other' };
export const shop: Branch = {
  id: 'brn_01shop',
  clubId: demo.id,
  code: 'shop',
  name: 'Shop',
  closed: false,
  changes: [],
  revision: 1,
};
export const sara: Member = {
  id: 'mem_01sara',
  clubId: demo.id,
  name: 'Sara',
  phone: '+989123456789',
  email: '',
  cardNumber: '',
  externalId: '17850',
  birthDate: '',
  consents: [],
  enrolledAt: new Date('2026-01-02T00:00:00Z'),
  revision: 1,
  memberSince: new Date('2025-11-02T00:00:00Z'),
};

/** A membership of two clubs, one branch and one member. */
export const smallMembership: Partial<Services['membership']> = {
  getClub: ({ idOrCode }) => {
    const club = [demo, other].find(({ id, code }) => id === idOrCode || code === idOrCode);
    return club
      ? Promise.resolve({ club })
      : Promise.reject(new DomainError('not_found', 'club_not_found', 'no such club'));
  },
  getBranch: ({ clubId, idOrCode }) =>
    clubId === demo.id && (idOrCode === shop.id || idOrCode === shop.code)
      ? Promise.resolve({ branch: shop })
      : Promise.reject(new DomainError('not_found', 'branch_not_found', 'no such branch')),
  getMember: ({ clubId, memberId }) =>
    clubId === demo.id && memberId === sara.id
      ? Promise.resolve({ member: sara })
      : Promise.reject(new DomainError('not_found', 'member_not_found', 'no such member')),
};
