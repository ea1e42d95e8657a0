import { topics } from '@vafa/contracts';
import { defineService } from '@vafa/process';
import { countSpendWhenSaleClosedOrReturned } from './adapters/events/count-spend-when-sale-closed-or-returned.ts';
import { MembershipController } from './adapters/grpc/membership.controller.ts';
import type { BranchState, ClubState, MemberState } from './adapters/mongo/models.ts';
import { openModels } from './adapters/mongo/open-models.ts';
import { storesOf } from './adapters/mongo/stores.ts';
import { readNumber } from './adapters/phones/read-number.ts';
import { renewOnce } from './adapters/timer/renew-once.ts';
import { composeUseCases } from './compose.ts';
import { membershipConfig } from './membership.config.ts';

export const membershipService = defineService({
  name: 'membership',
  topic: topics.membership,
  reads: [topics.checkout],
  config: membershipConfig,
  /** Without the master key, members can neither be read nor found. */
  settings: ({ VAFA_MASTER_KEY: masterKey }): { readonly masterKey: Uint8Array } => ({ masterKey }),
  controllers: [MembershipController],
  open: openModels,
  compose: ({ collections: models, documents, every, log, clock }, { masterKey }) => {
    const outboxes = {
      clubs: documents<ClubState>(models.clubs),
      branches: documents<BranchState>(models.branches),
      members: documents<MemberState>(models.members),
    };
    const { counts, told, ...stores } = storesOf(models, outboxes, masterKey);
    const { useCases, renewal } = composeUseCases({ ...stores, readNumber, clock });
    return {
      useCases: [...useCases, counts, told],
      outboxes: Object.values(outboxes),
      consumes: [countSpendWhenSaleClosedOrReturned(stores.facts)],
      timers: [every(renewOnce(renewal, log))],
    };
  },
});
