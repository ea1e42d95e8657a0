import type { Clock } from '@vafa/kernel';
import { covers, type MemberNeeds } from '../../domain/promotions/asking/member-needs.ts';
import type { MemberSnapshot } from '../../domain/promotions/sale/sale.ts';
import type { Buyer, SnapshotNews, ToldSnapshot } from './member-snapshots.ts';

export interface KeptBounds {
  readonly entriesMax: number;
  readonly bytesMax: number;
  /** However long a snapshot holds, it is asked for again after so long. */
  readonly keptMs: number;
  /** How long membership may take to count a sale: until then nothing of its member is kept. */
  readonly settledMs: number;
}

export const keptBounds: KeptBounds = {
  entriesMax: 10_000,
  bytesMax: 8 * 1024 ** 2,
  keptMs: 60_000,
  settledMs: 5_000,
};

interface Kept {
  readonly snapshot: MemberSnapshot;
  readonly needs: MemberNeeds;
  /** It is that of moments from this one on. */
  readonly from: number;
  readonly holdsUntil: number;
  readonly keptUntil: number;
  readonly bytes: number;
}

/** A question under way: what is told meanwhile makes its answer old. */
interface Question {
  readonly clubId: string;
  readonly old: Set<string>;
}

const clubsMax = 10_000;
/** Of an entry beside its texts: objects, sets and the place in the map. */
const bytesBeside = 500;

const bytesOf = ({ spent = {}, ...texts }: MemberSnapshot): number =>
  bytesBeside + 2 * JSON.stringify(texts).length + 40 * Object.keys(spent).length;

const forgetOldest = <V>(map: Map<string, V>, most: number, forget: (key: string) => void): void => {
  for (const key of map.keys()) {
    if (map.size <= most) return;
    forget(key);
  }
};

/**
 * Snapshots in the memory of this process, for a minute at most. What is told of a member ends what is kept, and keeps
 * an answer from being kept that was on its way. Nothing of it is ever written down.
 */
export class KeptSnapshots implements SnapshotNews {
  private readonly kept = new Map<string, Kept>();
  /** Until when nothing of a member is kept. */
  private readonly unsettled = new Map<string, number>();
  private readonly clubs = new Set<string>();
  private readonly questions = new Set<Question>();
  private bytes = 0;

  constructor(
    private readonly clock: Clock,
    private readonly bounds: KeptBounds = keptBounds,
  ) {}

  find(clubId: string, { memberId, at }: Buyer, needs: MemberNeeds): MemberSnapshot | undefined {
    const found = this.kept.get(keyOf(clubId, memberId));
    if (!found || found.keptUntil <= this.now() || !covers(found.needs, needs)) return undefined;
    const moment = at.getTime();
    return found.from <= moment && moment < found.holdsUntil ? found.snapshot : undefined;
  }

  /** Asks, and keeps what is still so when the answer comes. */
  async asking(
    clubId: string,
    buyers: readonly Buyer[],
    needs: MemberNeeds,
    ask: () => Promise<readonly (ToldSnapshot | undefined)[]>,
  ): Promise<readonly (ToldSnapshot | undefined)[]> {
    const question: Question = { clubId, old: new Set() };
    this.questions.add(question);
    if (this.clubs.size >= clubsMax) this.clubs.clear();
    this.clubs.add(clubId);
    const from = this.now();
    try {
      const answers = await ask();
      answers.forEach((answer, place) => {
        const buyer = buyers[place];
        if (answer && buyer && !isOld(question, buyer.memberId)) this.keep(clubId, buyer, needs, answer, from);
      });
      return answers;
    } finally {
      this.questions.delete(question);
    }
  }

  changed(clubId: string, memberId: string): void {
    for (const question of this.questions) if (question.clubId === clubId) question.old.add(memberId);
    this.forget(keyOf(clubId, memberId));
  }

  sold(clubId: string, memberIds: readonly string[]): void {
    const until = this.now() + this.bounds.settledMs;
    for (const memberId of memberIds) {
      this.changed(clubId, memberId);
      const key = keyOf(clubId, memberId);
      this.unsettled.delete(key);
      this.unsettled.set(key, until);
    }
    forgetOldest(this.unsettled, this.bounds.entriesMax, (key) => this.unsettled.delete(key));
  }

  clubChanged(clubId: string): void {
    for (const question of this.questions) if (question.clubId === clubId) question.old.add(everybody);
    for (const key of this.kept.keys()) if (key.startsWith(keyOf(clubId, ''))) this.forget(key);
  }

  knows(clubId: string): boolean {
    return this.clubs.has(clubId);
  }

  missed(): void {
    for (const question of this.questions) question.old.add(everybody);
    this.kept.clear();
    this.bytes = 0;
  }

  private keep(clubId: string, buyer: Buyer, needs: MemberNeeds, told: ToldSnapshot, askedAt: number): void {
    const { memberId, at } = buyer;
    const key = keyOf(clubId, memberId);
    if ((this.unsettled.get(key) ?? 0) > askedAt) return;
    this.unsettled.delete(key);
    this.forget(key);
    const { snapshot, holdsUntil } = told;
    const bytes = bytesOf(snapshot);
    const keptUntil = askedAt + this.bounds.keptMs;
    const entry = { snapshot, needs, from: at.getTime(), holdsUntil: holdsUntil.getTime(), keptUntil, bytes };
    this.kept.set(key, entry);
    this.bytes += bytes;
    forgetOldest(this.kept, this.bounds.entriesMax, (oldest) => this.forget(oldest));
    for (const oldest of this.kept.keys()) {
      if (this.bytes <= this.bounds.bytesMax) break;
      this.forget(oldest);
    }
  }

  private forget(key: string): void {
    this.bytes -= this.kept.get(key)?.bytes ?? 0;
    this.kept.delete(key);
  }

  private now(): number {
    return this.clock.now().getTime();
  }
}

const everybody = '';

const isOld = ({ old }: Question, memberId: string): boolean => old.has(memberId) || old.has(everybody);

const keyOf = (clubId: string, memberId: string): string => `${clubId}/${memberId}`;
