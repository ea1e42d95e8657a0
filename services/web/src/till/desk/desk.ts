import { ApiProblem, Client, type Basket, type Member, type OwnTill } from '@vafa/client';
import { nextSale, type PaidSale, type Receipt } from '../sale/paid-sale.ts';
import { every } from './every.ts';
import { Queue } from './queue.ts';
import { basketOf, paidOf, receiptOf, reportOf } from './records.ts';
import { Refusals } from './refusals.ts';
import { basketLines, pointsMost, pointsPay, totalOf, type Counting, type Sale } from '../sale/sale.ts';
import type { Pairing, TillClub, TillSettings, TillStore } from '../store/till-store.ts';
import { Watched, type DeskState } from './desk-state.ts';
import { readMemberCard, type MemberCard } from './member-card.ts';
import { isKeyRefused, isOffline, SaleSender } from './send-sale.ts';

/** Words that go to the club or onto paper. */
export interface DeskWords {
  readonly quickSale: string;
}

/** Typing an amount asks once, when the hand rests; a line is judged at once. */
const restMs = 90;
const probeMs = 3_000;
const beatMs = 60_000;

/** Of a session that this sale cannot go on with: it gets another one. */
const spent: ReadonlySet<string> = new Set([
  'session_not_open',
  'session_differs',
  'session_closed',
  'session_expired',
  'receipt_taken',
]);

const countingOf = ({ club }: OwnTill, { display_unit: unit }: TillClub): Counting => ({
  currency: club.currency,
  currencyDigits: club.currency_digits,
  unit,
  pointValue: club.point_value,
});

/**
 * The desk of one till: the sale at hand, what the club says of it, and what has not reached the club yet. Every change
 * is on the device before it is shown as done.
 */
export class Desk extends Watched<DeskState> {
  private api: Client;
  private sender: SaleSender;
  private readonly beats: (() => void)[] = [];
  readonly queue: Queue;
  private readonly refusals: Refusals;
  private judging: ReturnType<typeof setTimeout> | undefined;
  private turn = 0;

  private constructor(
    private readonly store: TillStore,
    private pairing: Pairing,
    private readonly words: DeskWords,
    state: DeskState,
  ) {
    super(state);
    this.api = new Client({ url: location.origin, key: pairing.secret });
    this.sender = new SaleSender(this.api);
    this.queue = new Queue(
      this,
      store,
      () => this.sender,
      (error) => this.note(error),
      (paid, why, more) => void this.refusals.tell({ ...reportOf(paid, why, this.counting), ...more }),
    );
    this.refusals = new Refusals(store, (question) => this.ask(question));
  }

  static async open(store: TillStore, pairing: Pairing, words: DeskWords, what: 'till' | 'practice'): Promise<Desk> {
    const { own, club } = pairing;
    const [settings, kept, waiting, parked, receipts] = await Promise.all([
      store.settings(),
      store.sale(),
      store.waiting(),
      store.parked(),
      store.receipts(),
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
    };
    const desk = new Desk(store, pairing, words, state);
    await store.keepSale(sale);
    desk.begin();
    return desk;
  }

  /** The till is paired anew: the sale and what waits stay as they are. */
  async repair(pairing: Pairing): Promise<void> {
    await this.store.keepPairing(pairing);
    this.pairing = pairing;
    this.api = new Client({ url: location.origin, key: pairing.secret });
    this.sender = new SaleSender(this.api);
    this.set({ own: pairing.own, club: pairing.club, isKeyRefused: false });
    if (this.lines.length > 0) this.judgeSoon(0);
    await this.look();
  }

  close(): void {
    this.queue.close();
    clearTimeout(this.judging);
    for (const stop of this.beats) stop();
    window.removeEventListener('offline', this.lookAgain);
    window.removeEventListener('online', this.lookAgain);
  }

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

  // The sale at hand.

  change(change: Partial<Sale>): void {
    const before = this.get().sale;
    const sale = { ...before, ...change };
    this.set({ sale, done: undefined, isEmptyPaid: false });
    void this.store.keepSale(sale);
    const isOther = (['amount', 'kind', 'lines', 'buyer', 'receipt', 'id'] as const).some(
      (name) => sale[name] !== before[name],
    );
    if (isOther) this.judgeSoon(change.amount === undefined ? 0 : restMs);
  }

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
    this.judgeSoon(0);
  }

  async readCard(card: MemberCard): Promise<void> {
    await readMemberCard(this.api, card, (part) => {
      const { card: shown } = this.get();
      if (shown?.id === card.id) this.set({ card: { ...shown, ...part } });
      if (isOffline(part.failed)) this.goOffline();
    });
  }

  /** Asks the club, and notes what its answer says of the network and the key. */
  async ask<T>(question: (api: Client) => Promise<T>): Promise<T> {
    try {
      return await question(this.api);
    } catch (error) {
      this.note(error);
      throw error;
    }
  }

  private note(error: unknown): void {
    if (isOffline(error)) this.goOffline();
    if (isKeyRefused(error)) this.set({ isKeyRefused: true });
  }

  private judgeSoon(afterMs: number): void {
    clearTimeout(this.judging);
    this.turn++;
    this.set({ isJudging: this.lines.length > 0 });
    this.judging = setTimeout(() => void this.judge(), afterMs);
  }

  private async judge(): Promise<void> {
    const { sale, isOnline } = this.get();
    const turn = ++this.turn;
    const { lines } = this;
    if (lines.length === 0) return this.set({ judged: undefined, refusal: undefined, isJudging: false });
    if (!isOnline) return this.set({ judged: undefined, isJudging: false });
    if (!sale.isSent) await this.noteSent();
    try {
      const judged = await this.ask((api) =>
        api.call('putSession', {
          path: { session_id: sale.id },
          query: {},
          body: basketOf(this.get().own, sale, lines),
        }),
      );
      if (turn === this.turn) this.set({ judged, refusal: undefined, isJudging: false });
    } catch (refusal) {
      if (turn !== this.turn) return;
      this.set({ isJudging: false, judged: undefined });
      if (refusal instanceof ApiProblem && spent.has(refusal.code)) return this.renew();
      if (!isOffline(refusal)) this.set({ refusal });
    }
  }

  private async noteSent(): Promise<void> {
    const sale = { ...this.get().sale, isSent: true };
    this.set({ sale });
    await this.store.keepSale(sale);
  }

  /** The same sale under another id and number: the club has something else under these. */
  private async renew(): Promise<void> {
    const receipt = await this.store.nextReceipt(this.get().own.till, new Date());
    this.change({ id: crypto.randomUUID(), receipt, isSent: false });
  }

  // Paying.

  /** Pays the sale: once, however often it is asked. */
  async pay(): Promise<void> {
    const { sale, isPaying, isOnline } = this.get();
    if (isPaying) return;
    if (this.lines.length === 0) return this.set({ isEmptyPaid: true });
    clearTimeout(this.judging);
    this.turn++;
    this.set({ isPaying: true, isJudging: false });
    try {
      const { own } = this.get();
      const paid = paidOf(own, sale, this.lines, this.sums.points);
      const receipt = receiptOf(own, sale, this.lines, { ...this.sums, digits: this.counting.currencyDigits });
      await this.store.keepPaid(paid);
      const sent = isOnline ? await this.sender.send(paid, true) : undefined;
      if (sent?.outcome === 'declined' && sent.session === undefined) {
        await this.store.dropPaid(paid.id);
        this.set({ refusal: new ApiProblem(409, sent.decline.code, sent.decline.text, sent.decline) });
        return;
      }
      if (sent?.outcome === 'waiting') this.note(sent.error);
      await this.turnOver(paid, receipt);
      if (sent !== undefined) await this.queue.settle(paid, sent);
    } finally {
      this.set({ isPaying: false });
    }
  }

  private async turnOver(paid: PaidSale, receipt: Receipt): Promise<void> {
    const before = this.get().sale;
    const number = await this.store.nextReceipt(this.get().own.till, new Date());
    const sale = nextSale(number, before, crypto.randomUUID(), new Date());
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

  // Without network, and with it again.

  private begin(): void {
    // What the browser takes for offline may be a machine that asks only itself: asking tells.
    window.addEventListener('offline', this.lookAgain);
    window.addEventListener('online', this.lookAgain);
    this.beats.push(
      every(probeMs, () => (this.get().isOnline ? undefined : this.look())),
      every(beatMs, () => this.look()),
    );
    void this.look();
    const { sale } = this.get();
    if (sale.buyer?.memberId !== undefined) {
      const card = { id: sale.buyer.memberId };
      this.set({ card });
      void this.readCard(card);
    }
    if (this.lines.length > 0) this.judgeSoon(0);
  }

  private goOffline(): void {
    if (this.get().isOnline) this.set({ isOnline: false, judged: undefined, isJudging: false });
  }

  private goOnline(): void {
    const { card } = this.get();
    if (this.lines.length > 0) this.judgeSoon(0);
    if (card === undefined) return;
    this.set({ card: { ...card, failed: undefined } });
    void this.readCard({ id: card.id });
  }

  private readonly lookAgain = (): void => void this.look();

  /** Whether the club answers; what was told of the till may have changed. */
  private async look(): Promise<void> {
    try {
      const [own, club, { tiers }, rules] = await this.ask((api) =>
        Promise.all([api.call('getTill'), api.call('getClub'), api.call('getTiers'), api.items('listEarningRules')]),
      );
      const wasOnline = this.get().isOnline;
      this.set({ own, club, tiers, rules, isOnline: true, isKeyRefused: false });
      if (JSON.stringify([own, club]) !== JSON.stringify([this.pairing.own, this.pairing.club])) {
        this.pairing = { ...this.pairing, own, club };
        await this.store.keepPairing(this.pairing);
      }
      if (!wasOnline) this.goOnline();
      await this.queue.replay();
      await this.refusals.send();
    } catch {
      // Noted; it is looked again.
    }
  }

  keepSettings(settings: TillSettings): void {
    this.set({ settings });
    void this.store.keepSettings(settings);
  }

  goods = (code: string) => this.store.goods(code);
  keepGoods = (goods: Parameters<TillStore['keepGoods']>[0]): void => void this.store.keepGoods(goods);

  // Sales put aside.

  async park(): Promise<void> {
    const { sale, parked, own } = this.get();
    if (this.lines.length === 0) return;
    const number = await this.store.nextReceipt(own.till, new Date());
    const next = nextSale(number, sale, crypto.randomUUID(), new Date());
    await this.store.park(sale, next);
    this.set({ sale: next, parked: [...parked, sale], card: undefined, judged: undefined, refusal: undefined });
  }

  async takeUp(id: string): Promise<void> {
    const sale = this.get().parked.find((each) => each.id === id);
    if (sale === undefined) return;
    await this.store.takeUp(sale);
    this.set({ sale, parked: this.get().parked.filter((each) => each !== sale), done: undefined, card: undefined });
    if (sale.buyer?.memberId !== undefined) {
      const card = { id: sale.buyer.memberId };
      this.set({ card });
      void this.readCard(card);
    }
    this.judgeSoon(0);
  }

  /** Begins anew; answers the sale that was given up. */
  async cancel(): Promise<Sale> {
    const { sale, own, isOnline } = this.get();
    if (sale.isSent && isOnline)
      void this.api
        .call('cancelSession', { path: { session_id: sale.id }, body: {}, key: crypto.randomUUID() })
        .catch((error: unknown) => this.note(error));
    const number = await this.store.nextReceipt(own.till, new Date());
    const next = nextSale(number, sale, crypto.randomUUID(), new Date());
    await this.store.keepSale(next);
    this.turn++;
    this.set({ sale: next, card: undefined, judged: undefined, refusal: undefined, isJudging: false });
    return sale;
  }

  /** A sale that was given up by mistake goes on, under another id: the club has ended the one before. */
  async bringBack(sale: Sale): Promise<void> {
    const receipt = await this.store.nextReceipt(this.get().own.till, new Date());
    this.change({ ...sale, id: crypto.randomUUID(), receipt, isSent: false });
    if (sale.buyer?.memberId !== undefined) {
      const card = { id: sale.buyer.memberId };
      this.set({ card });
      void this.readCard(card);
    }
  }
}
