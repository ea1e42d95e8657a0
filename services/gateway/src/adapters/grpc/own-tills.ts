import type { Till } from '@vafa/contracts/gateway';
import { DomainError } from '@vafa/kernel';
import type { ApiKey } from '../../domain/api-key.ts';
import type { ApiKeys } from '../../use-cases/api-keys.ts';
import type { Tills } from '../../use-cases/tills.ts';
import type { RememberedClubs } from './remembered-clubs.ts';
import { ownPage } from '../own-page.ts';
import type { Services } from './services.ts';

type Rpc = 'createTillCode' | 'pairTill' | 'getTill' | 'listTills' | 'revokeTill';

const toMessage = ({ id, branchIds: [branchId = ''], till = '', createdAt, lastUsedAt }: ApiKey): Till => ({
  id,
  branchId,
  till,
  createdAt,
  lastUsedAt,
});

const tillNotFound = (): DomainError => new DomainError('not_found', 'till_not_found', 'the club has no such till');

export const ownTills = (tills: Tills, keys: ApiKeys, clubs: RememberedClubs): Pick<Services['gateway'], Rpc> => ({
  createTillCode: (place) => tills.offer(place),
  pairTill: async ({ code }) => {
    const { key, secret } = await tills.pair(code);
    return { till: toMessage(key), clubId: key.clubId, secret };
  },
  getTill: async ({ clubId, tillId: id, till, branchId }) => {
    if (till === '' || branchId === '') throw tillNotFound();
    const [club, branch] = await Promise.all([clubs.club(clubId), clubs.branch(clubId, branchId)]);
    return { id, till, branch, club };
  },
  listTills: async ({ clubId, branchIds, page }) => {
    const { items, nextPageToken } = await ownPage(page, {
      by: 'after',
      list: (after = '', limit) => keys.listTills({ clubId, branchIds, after, limit }),
      toMessage,
      valueOf: ({ id }) => id,
    });
    return { tills: items, nextPageToken };
  },
  revokeTill: async ({ clubId, branchIds, tillId }) => {
    if (await keys.revokeTill({ clubId, branchIds, id: tillId })) return {};
    throw tillNotFound();
  },
});
