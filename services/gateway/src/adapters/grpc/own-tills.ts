import type { Till } from '@vafa/contracts/gateway';
import { DomainError } from '@vafa/kernel';
import type { ApiKey } from '../../domain/api-key.ts';
import type { Tills } from '../../use-cases/tills.ts';
import { isPracticeCode } from '../../domain/practice.ts';
import { ownPage } from '../own-page.ts';
import { openPractice, type PracticeParts } from './open-practice.ts';
import type { Services } from './services.ts';

type Rpc = 'createTillCode' | 'pairTill' | 'openPractice' | 'getTill' | 'listTills' | 'revokeTill';

const toMessage = ({ id, branchIds: [branchId = ''], till = '', createdAt, lastUsedAt }: ApiKey): Till => ({
  id,
  branchId,
  till,
  createdAt,
  lastUsedAt,
});

const tillNotFound = (): DomainError => new DomainError('not_found', 'till_not_found', 'the club has no such till');

export const ownTills = (tills: Tills, parts: PracticeParts): Pick<Services['gateway'], Rpc> => ({
  createTillCode: (place) => tills.offer(place),
  pairTill: async ({ code }) => {
    const { key, secret } = await tills.pair(code);
    return { till: toMessage(key), clubId: key.clubId, secret };
  },
  openPractice: async (request) => {
    const { code } = await parts.clubs.club(request.clubId);
    if (request.till === '' || request.branchId === '' || isPracticeCode(code)) throw tillNotFound();
    const { clubId, key, secret } = await openPractice(parts, request);
    return { till: toMessage(key), clubId, secret };
  },
  getTill: async ({ clubId, tillId: id, till, branchId }) => {
    if (till === '' || branchId === '') throw tillNotFound();
    const [club, branch] = await Promise.all([parts.clubs.club(clubId), parts.clubs.branch(clubId, branchId)]);
    return { id, till, branch, club };
  },
  listTills: async ({ clubId, branchIds, page }) => {
    const { items, nextPageToken } = await ownPage(page, {
      by: 'after',
      list: (after = '', limit) => parts.apiKeys.listTills({ clubId, branchIds, after, limit }),
      toMessage,
      valueOf: ({ id }) => id,
    });
    return { tills: items, nextPageToken };
  },
  revokeTill: async ({ clubId, branchIds, tillId }) => {
    if (await parts.apiKeys.revokeTill({ clubId, branchIds, id: tillId })) return {};
    throw tillNotFound();
  },
});
