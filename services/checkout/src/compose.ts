import type { Clock } from '@vafa/kernel';
import type { Digest } from './domain/receipt/receipt.ts';
import { AdjudicateLate } from './use-cases/adjudicate-late.ts';
import { ApplyReturns } from './use-cases/apply-returns.ts';
import { AskBooking, pauseFor, type Pause } from './use-cases/ask-booking.ts';
import type { Campaigns } from './use-cases/campaigns.ts';
import { CancelSession } from './use-cases/cancel-session.ts';
import type { KnownClubs } from './use-cases/known-clubs.ts';
import type { KnownGoods } from './use-cases/known-goods.ts';
import { ClaimReceipts } from './use-cases/claim-receipts.ts';
import { CloseSession } from './use-cases/close-session.ts';
import { CompleteReceipts } from './use-cases/complete-receipts.ts';
import { FindGoods } from './use-cases/find-goods.ts';
import { FindNeighbours } from './use-cases/find-neighbours.ts';
import { FindNights } from './use-cases/find-nights.ts';
import { FindSessions } from './use-cases/find-sessions.ts';
import { GetSession } from './use-cases/get-session.ts';
import { AskWithGoods } from './use-cases/ask-with-goods.ts';
import type { Catalogues, Goods } from './use-cases/goods.ts';
import { HoldPoints } from './use-cases/hold-points.ts';
import { MoveSale } from './use-cases/move-sale.ts';
import type { Nights } from './use-cases/nights.ts';
import type { PointsLedger } from './use-cases/points-ledger.ts';
import { PutSession } from './use-cases/put-session.ts';
import type { Receipts } from './use-cases/receipts.ts';
import { RemoveGood } from './use-cases/remove-good.ts';
import { ReplayRules } from './use-cases/replay-rules.ts';
import { ReturnLines } from './use-cases/return-lines.ts';
import { SaveGoods } from './use-cases/save-goods.ts';
import type { Sessions } from './use-cases/sessions.ts';
import { SetCatalogue } from './use-cases/set-catalogue.ts';
import { SettleReturns } from './use-cases/settle-returns.ts';
import { SubmitBatch } from './use-cases/submit-batch.ts';
import { SubmitReturns } from './use-cases/submit-returns.ts';
import { SubmitSales } from './use-cases/submit-sales.ts';
import { SalesByHour } from './use-cases/sales-by-hour.ts';
import { Summarise } from './use-cases/summarise.ts';

export interface CatalogueStores {
  readonly goods: Goods;
  readonly catalogues: Catalogues;
}

/** What a club sells. */
export const composeCatalogue = ({ goods, catalogues }: CatalogueStores, clock: Clock) => [
  new SetCatalogue(catalogues, goods, clock),
  new SaveGoods(catalogues, goods, clock),
  new FindGoods(catalogues, goods),
  new RemoveGood(goods, clock),
];

export interface Ports {
  readonly sessions: Sessions;
  readonly receipts: Receipts;
  readonly nights: Nights;
  readonly clubs: KnownClubs;
  readonly campaigns: Campaigns;
  readonly goods: Pick<KnownGoods, 'of'>;
  readonly ledger: PointsLedger;
  readonly digest: Digest;
  readonly clock: Clock;
  /** Replaced by tests only. */
  readonly pause?: Pause;
}

/** The use cases on their ports; the module gives them the real ones, a test those in memory or some that break. */
export const composeUseCases = (
  { sessions, receipts, nights, clubs, goods, ledger, digest, clock, pause = pauseFor, ...ports }: Ports,
  holdMs: number,
) => {
  const campaigns = new AskWithGoods(ports.campaigns, goods, clubs);
  const holding = new HoldPoints(sessions, campaigns, ledger, clock, holdMs);
  const neighbours = new FindNeighbours(receipts, sessions, digest, clock);
  const claims = new ClaimReceipts(
    receipts,
    sessions,
    new FindNights(nights, sessions, digest, clock),
    neighbours,
    digest,
    clock,
  );
  const completing = new CompleteReceipts(sessions, receipts, campaigns, digest, clock);
  const settling = new SettleReturns(receipts, sessions, new ApplyReturns(receipts, sessions, campaigns, clock));
  const sales = new SubmitSales(sessions, receipts, claims, completing, settling, campaigns, clock);
  return {
    put: new PutSession(sessions, receipts, clubs, claims, neighbours, campaigns, digest, clock),
    get: new GetSession(sessions),
    find: new FindSessions(sessions, receipts, clubs, digest, clock),
    hold: holding,
    close: new CloseSession(sessions, campaigns, holding, claims, neighbours, digest, clock),
    cancel: new CancelSession(sessions, clock),
    returnLines: new ReturnLines(sessions, campaigns, settling, clock, new AskBooking(ledger, pause)),
    batch: new SubmitBatch(clubs, sales, new SubmitReturns(receipts, claims, completing, settling), digest, clock),
    move: new MoveSale(sessions, receipts, clubs, campaigns, settling, clock),
    late: new AdjudicateLate(sessions, campaigns, clock),
    replay: new ReplayRules(sessions, campaigns),
    summary: new Summarise(sessions, receipts),
    hours: new SalesByHour(sessions, clubs),
  };
};
