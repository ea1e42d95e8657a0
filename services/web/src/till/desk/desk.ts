import { ApiProblem, type Basket, type Client, type Member, type OwnTill } from '@vafa/client';
import { nextSale, type PaidSale, type Receipt } from '../sale/paid-sale.ts';
import { basketLines, pointsMost, pointsPay, totalOf, type Counting, type Sale } from '../sale/sale.ts';
import type { KnownGoods, Pairing, TillClub, TillSettings, TillStore } from '../store/till-store.ts';
import { ClubLink } from './club-link.ts';
import { Watched, type DeskState } from './desk-state.ts';
import { Judging } from './judging.ts';
import { readMemberCard, type MemberCard } from './member-card.ts';
import type { Queue } from './queue.ts';
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
 * The desk of one till: what is shown of the sale at hand, of its member and of what was paid. Every change is on the
 * device before it is shown as done; what is asked and sent is the link's.
 */
export class Desk extends Watched<DeskState> {
  private readonly link: ClubLink;
  private readonly judging: Judging;

  private constructor(
    private readonly store: TillStore,
    pairing: Pairing,
    private readonly words: DeskWords,
    private readonly knownGoods: Map<string, KnownGoods>,
    state: DeskState,
  ) {
    super(state);
    this.link = new ClubLink(this, store, pairing);
    this.judging = new Judging(this, store, this.link);
  }

  static async open(store: TillStore, pairing: Pairing, words: DeskWords, what: 'till' | 'practice'): Promise<Desk> {
    const { own, club } = pairing;
    const [settings, kept, waiting, parked, receipts, goods] = await Promise.all([
      store.settings(),
      store.sale(),
      store.waiting(),
      store.parked(),
      store.receipts(),
      store.goods(),
    ]);
    const fresh = async (after: Pick<Sale, 'kind' | 'way'>): Promise<Sale> =>
      nextSale(await store.nextReceipt(own.till, new Date()), after, crypto.randomUUID(), new Date());
    // A sale that was being paid when the page went is sent, and not sold again.
    const isPaid = waiting.some(({ id }) => id === kept?.id);
    const sale = kept === undefined || isPaid ? await fresh(kept ?? { kind: 'quick', way: 'card' }) : kept;
    const state: DeskState = {
      own,
      club,
      settings,
      sale,
      waiting,
      parked,
      receipts,
      isOnline: true,
      isPractice: what === 'practice',
      isJudging: false,
      isKeyRefused: false,
      isPaying: false,
      isEmptyPaid: false,
      rules: [],
      tiers: [],
      rewards: [],
    };
    const desk = new Desk(store, pairing, words, new Map(goods.map((each) => [each.code, each])), state);
    await store.keepSale(sale);
    desk.link.begin();
    desk.showBuyer(sale);
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
    void this.readCard({ id: card.id });
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

  private nextNumber(): Promise<string> {
    return this.store.nextReceipt(this.get().own.till, new Date());
  }

  private async nextAfter(sale: Sale): Promise<Sale> {
    return nextSale(await this.nextNumber(), sale, crypto.randomUUID(), new Date());
  }

  /** The same sale under another id and number: the club has something else under these. */
  readonly renew = async (): Promise<void> => {
    const receipt = await this.nextNumber();
    this.change({ id: crypto.randomUUID(), receipt, isSent: false });
  };

  /** Begins anew; answers the sale that was given up. */
  async cancel(): Promise<Sale> {
    const { sale, isOnline } = this.get();
    if (sale.isSent && isOnline)
      void this.ask((api) =>
        api.call('cancelSession', { path: { session_id: sale.id }, body: {}, key: crypto.randomUUID() }),
      ).catch(() => undefined);
    const next = await this.nextAfter(sale);
    await this.store.keepSale(next);
    this.judging.stop();
    this.set({ sale: next, card: undefined, judged: undefined, refusal: undefined, isJudging: false });
    return sale;
  }

  /** A sale that was given up by mistake goes on, under another id: the club has ended the one before. */
  async bringBack(sale: Sale): Promise<void> {
    const receipt = await this.nextNumber();
    this.change({ ...sale, id: crypto.randomUUID(), receipt, isSent: false });
    this.showBuyer(sale);
  }

  // Its member.

  /** Makes a member the buyer and reads what a cashier should see. */
  choose(member: Member): void {
    const card: MemberCard = { id: member.id, member };
    this.set({ card });
    this.change({ buyer: { memberId: member.id, name: member.name ?? '' }, points: 0 });
    void this.readCard(card);
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

  private showBuyer({ buyer }: Sale): void {
    if (buyer?.memberId === undefined) return;
    const card = { id: buyer.memberId };
    this.set({ card });
    void this.readCard(card);
  }

  private readCard(card: MemberCard): Promise<void> {
    return readMemberCard(
      (question) => this.ask(question),
      card,
      (part) => {
        const { card: shown } = this.get();
        if (shown?.id === card.id) this.set({ card: { ...shown, ...part } });
      },
    );
  }

  // Paying.

  /** Pays the sale: once, however often it is asked. */
  async pay(): Promise<void> {
    const { sale, isPaying, isOnline, own } = this.get();
    if (isPaying) return;
    if (this.lines.length === 0) return this.set({ isEmptyPaid: true });
    this.judging.stop();
    this.set({ isPaying: true, isJudging: false });
    try {
      const paid = paidOf(own, sale, this.lines, this.sums.points);
      const receipt = receiptOf(own, sale, this.lines, { ...this.sums, digits: this.counting.currencyDigits });
      await this.store.keepPaid(paid);
      const sent = isOnline ? await this.link.send(paid) : undefined;
      if (sent?.outcome === 'declined' && sent.session === undefined) {
        await this.store.dropPaid(paid.id);
        this.set({ refusal: new ApiProblem(409, sent.decline.code, sent.decline.text, sent.decline) });
        return;
      }
      await this.turnOver(paid, receipt);
      if (sent !== undefined) await this.queue.settle(paid, sent);
    } finally {
      this.set({ isPaying: false });
    }
  }

  private async turnOver(paid: PaidSale, receipt: Receipt): Promise<void> {
    const sale = await this.nextAfter(this.get().sale);
    await this.store.turnOver(paid, receipt, sale);
    this.set({
      sale,
      card: undefined,
      judged: undefined,
      refusal: undefined,
      done: receipt,
      waiting: [...this.get().waiting, paid],
      receipts: [receipt, ...this.get().receipts],
    });
  }

  // Sales put aside.

  async park(): Promise<void> {
    const { sale, parked } = this.get();
    if (this.lines.length === 0) return;
    const next = await this.nextAfter(sale);
    await this.store.park(sale, next);
    this.set({ sale: next, parked: [...parked, sale], card: undefined, judged: undefined, refusal: undefined });
  }

  async takeUp(id: string): Promise<void> {
    const sale = this.get().parked.find((each) => each.id === id);
    if (sale === undefined) return;
    await this.store.takeUp(sale);
    this.set({ sale, parked: this.get().parked.filter((each) => each !== sale), done: undefined, card: undefined });
    this.showBuyer(sale);
    this.judging.soon(0);
  }
}
