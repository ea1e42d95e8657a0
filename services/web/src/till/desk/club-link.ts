import type { Client } from '@vafa/client';
import { KeepingClient } from '../../api/keeping-client.ts';
import type { Counting } from '../sale/sale.ts';
import type { PaidSale } from '../sale/paid-sale.ts';
import type { Pairing, TillStore } from '../store/till-store.ts';
import type { DeskState, Watched } from './desk-state.ts';
import { clubClock } from './club-clock.ts';
import { every } from './every.ts';
import { Queue } from './queue.ts';
import { reportOf } from './records.ts';
import { Refusals } from './refusals.ts';
import { isKeyRefused, isOffline, SaleSender, type Sent } from './send-sale.ts';

/** A network that takes everything and answers nothing is none: the till goes on, and sends again later. */
const answerMs = 15_000;
const probeMs = 3_000;
const beatMs = 60_000;

/** The desk that is at this end of the link. */
interface LinkedDesk extends Watched<DeskState> {
  readonly counting: Counting;
  /** The club answers again. */
  readonly connected: () => void;
}

/** What a desk asks of the club and sends to it, by the till's key; it notes whether the club answers. */
export class ClubLink {
  private api: Client;
  private sender: SaleSender;
  private readonly beats: (() => void)[] = [];
  private readonly refusals: Refusals;
  readonly queue: Queue;

  constructor(
    private readonly desk: LinkedDesk,
    private readonly store: TillStore,
    private pairing: Pairing,
  ) {
    this.api = this.clientOf(pairing);
    this.sender = this.senderOf();
    this.refusals = new Refusals(store, (question) => this.ask(question));
    this.queue = new Queue(
      desk,
      store,
      () => this.sender,
      (error, by) => this.note(error, by === this.sender),
      (paid, why, more) => void this.refusals.tell({ ...reportOf(paid, why, desk.counting), ...more }),
    );
  }

  private clientOf({ secret }: Pairing): Client {
    const toldTime = (time: Date): void => {
      clubClock.hear(time);
      this.noteClock();
    };
    return new KeepingClient({ url: location.origin, key: secret, answerMs, toldTime });
  }

  private senderOf(): SaleSender {
    return new SaleSender(this.api, clubClock, async (paid) => {
      // A person may have put it aside meanwhile.
      if (!this.desk.get().waiting.some(({ id }) => id === paid.id)) return;
      await this.store.keepWaiting(paid);
      this.desk.set({ waiting: this.desk.get().waiting.map((each) => (each.id === paid.id ? paid : each)) });
    });
  }

  /** It is kept too: a page that begins without network goes on with it. */
  private noteClock(): void {
    if (!clubClock.isOtherThan(this.desk.get().clockAheadMs)) return;
    const { aheadMs } = clubClock;
    this.desk.set({ clockAheadMs: aheadMs });
    void this.store.keepClockAheadMs(aheadMs);
  }

  begin(): void {
    // What the browser takes for offline may be a machine that asks only itself: asking tells.
    window.addEventListener('offline', this.lookAgain);
    window.addEventListener('online', this.lookAgain);
    this.beats.push(
      every(probeMs, () => (this.desk.get().isOnline ? undefined : this.look())),
      every(beatMs, () => this.look()),
    );
    void this.look();
  }

  close(): void {
    this.queue.close();
    for (const stop of this.beats) stop();
    window.removeEventListener('offline', this.lookAgain);
    window.removeEventListener('online', this.lookAgain);
  }

  /** By another key from now on. */
  async repair(pairing: Pairing): Promise<void> {
    await this.keep(pairing);
    this.api = this.clientOf(pairing);
    this.sender = this.senderOf();
  }

  private async keep(pairing: Pairing): Promise<void> {
    this.pairing = pairing;
    await this.store.keepPairing(pairing);
  }

  /** Asks the club, and notes what its answer says of the network and the key. */
  async ask<T>(question: (api: Client) => Promise<T>): Promise<T> {
    const { api } = this;
    try {
      return await question(api);
    } catch (error) {
      this.note(error, api === this.api);
      throw error;
    }
  }

  /** Sends a sale that was just paid. */
  async send(paid: PaidSale): Promise<Sent> {
    const { sender } = this;
    const sent = await sender.send(paid, true);
    if (sent.outcome === 'waiting') this.note(sent.error, sender === this.sender);
    return sent;
  }

  /** `isOfKey`: it was asked by the key of now, and not by the one before. */
  private note(error: unknown, isOfKey: boolean): void {
    if (isOffline(error) && this.desk.get().isOnline)
      this.desk.set({ isOnline: false, judged: undefined, isJudging: false });
    if (isOfKey && isKeyRefused(error)) this.desk.set({ isKeyRefused: true });
  }

  private readonly lookAgain = (): void => void this.look();

  /** Whether the club answers; what was told of the till may have changed. */
  async look(): Promise<void> {
    // An answer that was asked for before the key was refused says nothing about it.
    const wasRefused = this.desk.get().isKeyRefused;
    this.noteClock();
    try {
      const [own, club, { tiers }, rules, rewards] = await this.ask((api) =>
        Promise.all([
          api.call('getTill'),
          api.call('getClub'),
          api.call('getTiers'),
          api.items('listEarningRules'),
          api.items('listRewards'),
        ]),
      );
      const wasOnline = this.desk.get().isOnline;
      this.desk.set({ own, club, tiers, rules, rewards, isOnline: true, ...(wasRefused && { isKeyRefused: false }) });
      if (JSON.stringify([own, club]) !== JSON.stringify([this.pairing.own, this.pairing.club]))
        await this.keep({ ...this.pairing, own, club });
      if (!wasOnline) this.desk.connected();
      await this.queue.replay();
      await this.refusals.send();
    } catch {
      // Noted; it is looked again.
    }
  }
}
