import type { Basket, Client, Member, OwnTill } from '@vafa/client';
import { nextSale } from '../sale/paid-sale.ts';
import { basketLines, pointsMost, pointsPay, totalOf, type Counting, type Sale } from '../sale/sale.ts';
import {
  receiptAfter,
  type KnownGoods,
  type Pairing,
  type TillClub,
  type TillSettings,
  type TillStore,
} from '../store/till-store.ts';
import { ClubLink } from './club-link.ts';
import { clubClock } from './club-clock.ts';
import { Watched, type DeskState } from './desk-state.ts';
import { Judging } from './judging.ts';
import { readMemberCard, type MemberCard } from './member-card.ts';
import type { Queue } from './queue.ts';
import { Payments } from './payments.ts';
import { paidOf, receiptOf } from './records.ts';

/** Words that go to the club or onto paper. */
export interface DeskWords {
  readonly quickSale: string;
}

/** Typing an amount asks once, when the hand rests; a line is judged at once. */
const restMs = 90;

const countingOf = ({ club }: OwnTill, { display_unit: unit }: TillClub): Counting => ({
  currency: club.currency,
  currencyDigits: club.currency_digits,
  unit,
  pointValue: club.point_value,
});

/**
 * The desk of one till: what is shown of the sale at hand, of its member and of what was paid. One sale follows another
 * at once: a key that is pressed while the device or the club is slow belongs to the sale that is seen.
 */
export class Desk extends Watched<DeskState> {
  private readonly link: ClubLink;
  private readonly judging: Judging;
  private readonly payments: Payments;
  /** One more with each sale that comes to hand. */
  private turn = 0;
  private givenUp: Sale | undefined;

  private constructor(
    private readonly store: TillStore,
    pairing: Pairing,
    private readonly words: DeskWords,
    private readonly knownGoods: Map<string, KnownGoods>,
    private lastReceipt: number,
    state: DeskState,
  ) {
    super(state);
    this.link = new ClubLink(this, store, pairing);
    this.judging = new Judging(this, store, this.link);
    this.payments = new Payments(this, this.link);
  }

  static async open(store: TillStore, pairing: Pairing, words: DeskWords, what: 'till' | 'practice'): Promise<Desk> {
    const { own, club } = pairing;
    const [settings, kept, waiting, parked, receipts, goods, last, aheadMs] = await Promise.all([
      store.settings(),
      store.sale(),
      store.waiting(),
      store.parked(),
      store.receipts(),
      store.goods(),
      store.lastReceipt(),
      store.clockAheadMs(),
    ]);
    clubClock.recall(aheadMs);
    const first = nextSale('', kept ?? { kind: 'quick', way: 'card' }, crypto.randomUUID(), new Date());
    // A sale that was being paid when the page went is sent, and not sold again.
    const isPaid = waiting.some(({ id }) => id === kept?.id);
    const sale = kept === undefined || isPaid ? first : kept;
    const state: DeskState = {
      own,
      club,
      settings,
      sale,
      waiting,
      parked,
      receipts,
      isOnline: true,
      clockAheadMs: clubClock.aheadMs,
      isPractice: what === 'practice',
      isJudging: false,
      isKeyRefused: false,
      isPaying: false,
      isEmptyPaid: false,
      rules: [],
      tiers: [],
      rewards: [],
    };
    const desk = new Desk(store, pairing, words, new Map(goods.map((each) => [each.code, each])), last, state);
    if (sale === first) desk.set({ sale: { ...sale, receipt: desk.nextNumber() } });
    await store.keepSale(desk.get().sale);
    desk.link.begin();
    desk.showBuyer();
    if (desk.lines.length > 0) desk.judging.soon(0);
    return desk;
  }

  /** The till is paired anew: the sale and what waits stay as they are. */
  async repair(pairing: Pairing): Promise<void> {
    await this.link.repair(pairing);
    this.set({ own: pairing.own, club: pairing.club, isKeyRefused: false });
    if (this.lines.length > 0) this.judging.soon(0);
    await this.link.look();
  }

  close(): void {
    this.judging.stop();
    this.link.close();
  }

  get queue(): Queue {
    return this.link.queue;
  }

  /** Asks the club, and notes what its answer says of the network and the key. */
  ask<T>(question: (api: Client) => Promise<T>): Promise<T> {
    return this.link.ask(question);
  }

  readonly connected = (): void => {
    const { card } = this.get();
    if (this.lines.length > 0) this.judging.soon(0);
    if (card === undefined) return;
    this.set({ card: { ...card, failed: undefined } });
    void this.readCard(card.id);
  };

  get counting(): Counting {
    const { own, club } = this.get();
    return countingOf(own, club);
  }

  /** The lines of the sale as the club takes them. */
  get lines(): Basket['lines'] {
    return basketLines(this.get().sale, this.words.quickSale, this.counting);
  }

  get sums(): { readonly total: bigint; readonly points: number; readonly pay: bigint; readonly most: number } {
    const { sale, card, isOnline } = this.get();
    const total = totalOf(this.lines, this.counting);
    const most = isOnline ? pointsMost(total, card?.points?.available ?? 0, this.counting) : 0;
    const points = Math.min(sale.points, most);
    return { total, points, pay: pointsPay(points, this.counting), most };
  }

  keepSettings(settings: TillSettings): void {
    this.set({ settings });
    void this.store.keepSettings(settings);
  }

  /** At hand at once: the next key after a code may be the first digit of its price. */
  goods(code: string): KnownGoods | undefined {
    return this.knownGoods.get(code);
  }

  keepGoods(goods: KnownGoods): void {
    this.knownGoods.set(goods.code, goods);
    void this.store.keepGoods(goods);
  }

  // The sale at hand.

  change(change: Partial<Sale>): void {
    const before = this.get().sale;
    const sale = { ...before, ...change };
    this.set({ sale, done: undefined, isEmptyPaid: false });
    void this.store.keepSale(sale);
    const isOther = (['amount', 'kind', 'lines', 'buyer', 'receipt', 'id'] as const).some(
      (name) => sale[name] !== before[name],
    );
    if (isOther) this.judging.soon(change.amount === undefined ? 0 : restMs);
  }

  private nextNumber(): string {
    this.lastReceipt = receiptAfter(this.lastReceipt, new Date());
    void this.store.keepLastReceipt(this.lastReceipt);
    return `${this.get().own.till}-${String(this.lastReceipt)}`;
  }

  private nextAfter(sale: Sale): Sale {
    return nextSale(this.nextNumber(), sale, crypto.randomUUID(), new Date());
  }

  /** Another sale is at hand: what was asked of the one before does not count any more. */
  private turnTo(sale: Sale, change: Partial<DeskState> = {}): void {
    this.turn++;
    this.judging.stop();
    const fresh = { card: undefined, judged: undefined, refusal: undefined, done: undefined };
    this.set({ sale, ...fresh, isJudging: false, isEmptyPaid: false, ...change });
  }

  /** A sale that was begun before goes on. */
  private goOn(sale: Sale): void {
    this.turnTo(sale);
    this.showBuyer();
    if (this.lines.length > 0) this.judging.soon(0);
  }

  /** Tells later whether the sale of now is still at hand: an answer to it is nothing to the next one. */
  readonly atHand = (): (() => boolean) => {
    const { turn } = this;
    return () => turn === this.turn;
  };

  /** The same sale under another id and number: the club has something else under these. */
  readonly renew = (): void => this.change({ id: crypto.randomUUID(), receipt: this.nextNumber(), isSent: false });

  /** Begins anew; answers the sale that was given up. */
  cancel(): Sale {
    const { sale, isOnline } = this.get();
    if (sale.isSent && isOnline) void this.endSession(sale.id);
    this.turnTo(this.nextAfter(sale));
    this.givenUp = sale;
    void this.store.keepSale(this.get().sale);
    return sale;
  }

  private async endSession(id: string): Promise<void> {
    await this.judging.answered();
    await this.ask((api) =>
      api.call('cancelSession', { path: { session_id: id }, body: {}, key: crypto.randomUUID() }),
    ).catch(() => undefined);
  }

  /**
   * A sale that was given up by mistake goes on, once, under another id: the club has ended the one before. What was
   * begun since is put aside.
   */
  bringBack(sale: Sale): void {
    if (this.givenUp !== sale) return;
    this.givenUp = undefined;
    this.park();
    this.goOn({ ...sale, id: crypto.randomUUID(), receipt: this.nextNumber(), isSent: false });
    void this.store.keepSale(this.get().sale);
  }

  // Its member.

  /** Makes a member the buyer and reads what a cashier should see. */
  choose(member: Member): void {
    this.chooseRead({ id: member.id, member });
    void this.readCard(member.id);
  }

  /** The same of a member whose card was read already. */
  chooseRead(card: MemberCard): void {
    this.set({ card });
    this.change({ buyer: { memberId: card.id, name: card.member?.name ?? '' }, points: 0 });
  }

  /** Nobody could be asked: who it was is looked up when the sale is sent. */
  chooseUnknown(by: 'phone' | 'card', value: string): void {
    this.set({ card: undefined });
    this.change({ buyer: { name: value, lookUp: { by, value } }, points: 0 });
  }

  withoutMember(): void {
    const { buyer: _buyer, ...sale } = this.get().sale;
    this.set({ sale, card: undefined, done: undefined });
    void this.store.keepSale(sale);
    this.judging.soon(0);
  }

  private showBuyer(): void {
    const { buyer } = this.get().sale;
    if (buyer?.memberId === undefined) return;
    this.set({ card: { id: buyer.memberId } });
    void this.readCard(buyer.memberId);
  }

  private async readCard(id: string): Promise<void> {
    const read = await this.ask((api) => readMemberCard(api, { by: 'member', value: id })).catch((failed: unknown) => ({
      failed,
    }));
    const { card: shown } = this.get();
    if (shown?.id === id) this.set({ card: { ...shown, ...read } });
  }

  // Paying.

  /** Pays the sale: once, however often it is asked, for the next one is at hand at once. */
  pay(): Promise<void> {
    const { own, sale, card, judged, isPaying, receipts } = this.get();
    const { lines, sums } = this;
    if (lines.length === 0) {
      this.set({ isEmptyPaid: !isPaying });
      return Promise.resolve();
    }
    const paid = paidOf(own, sale, lines, sums.points);
    const receipt = receiptOf(own, sale, lines, { ...sums, digits: this.counting.currencyDigits });
    const next = this.nextAfter(sale);
    const isKept = this.store.turnOver(paid, receipt, next);
    this.turnTo(next, { done: receipt, receipts: [receipt, ...receipts] });
    const takeBack = (refusal: unknown): void => {
      const others = this.get().receipts.filter(({ id }) => id !== receipt.id);
      this.turnTo(sale, { card, judged, refusal, receipts: others });
      void this.store.turnBack(sale);
    };
    return this.payments.bring({ paid, next, isKept, takeBack });
  }

  // Sales put aside.

  park(): void {
    const { sale, parked } = this.get();
    if (this.lines.length === 0) return;
    const next = this.nextAfter(sale);
    this.turnTo(next, { parked: [...parked, sale] });
    void this.store.park(sale, next);
  }

  takeUp(id: string): void {
    const sale = this.get().parked.find((each) => each.id === id);
    if (sale === undefined) return;
    this.park();
    this.set({ parked: this.get().parked.filter((each) => each !== sale) });
    void this.store.takeUp(sale);
    this.goOn(sale);
  }
}
