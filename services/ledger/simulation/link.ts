import { DomainError } from '@vafa/kernel';
import type { Random } from './random.ts';
import type { Tally } from './tally.ts';
import type { Timeline } from './timeline.ts';

/** What every part of one simulated world needs. */
export interface World {
  readonly random: Random;
  readonly timeline: Timeline;
  readonly tally: Tally;
  /** No more faults: what is left comes to its end. */
  calm: boolean;
  /** Calls over links so far: each has a number, and a crash names it. */
  calls: number;
}

/** A process from a start to its end. What it awaited when it ended is never answered. */
export interface Life {
  ended: boolean;
  /** Until then the database cannot be reached. */
  cutUntil: number;
  /** Ends it. */
  readonly crash: () => void;
}

export const noAnswer = (): DomainError =>
  new DomainError('unavailable', 'database_unavailable', 'the database does not answer');

const writeFaults = {
  crash_before: 2,
  crash_after: 3,
  write_lost: 7,
  answer_lost: 7,
  lands_later: 8,
  half_written: 6,
  sent_twice: 5,
  piecemeal: 12,
};
const writeFaultShare = 0.05;
const readFaults = { crash_before: 1, crash_after: 1, not_read: 6 };
const readFaultShare = 0.008;
type Fault = 'none' | keyof typeof writeFaults | keyof typeof readFaults;

const never = new Promise<never>(() => undefined);

/** What a process asks of the database or the broker goes over a link, and there it may go wrong. */
export class Link {
  constructor(
    private readonly world: World,
    private readonly life: Life,
  ) {}

  read<T>(point: string, work: () => T): Promise<T> {
    return this.call(this.choose(point, readFaultShare, readFaults), [], work);
  }

  /** The pieces take effect one by one, in any order; `answer` is made when all did. */
  write<T>(point: string, pieces: readonly (() => void)[], answer: () => T): Promise<T> {
    return this.call(this.choose(point, writeFaultShare, writeFaults), pieces, answer);
  }

  /** Resolves after some virtual time, unless the process has ended. */
  readonly pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      this.answer(ms, resolve);
    });

  private choose<K extends Fault>(point: string, share: number, faults: Readonly<Record<K, number>>): Fault {
    const { world, life } = this;
    world.calls++;
    if (world.calm || life.ended) return 'none';
    if (world.timeline.now < life.cutUntil) return 'not_read';
    if (!world.random.chance(share)) return 'none';
    const fault: Fault = world.random.weighted(faults);
    world.tally.fault(fault);
    if (fault === 'crash_before' || fault === 'crash_after')
      world.tally.crash(`${point} ${fault === 'crash_before' ? 'before' : 'after'}`);
    return fault;
  }

  private call<T>(fault: Fault, pieces: readonly (() => void)[], work: () => T): Promise<T> {
    const { life, world } = this;
    if (fault === 'crash_before') life.crash();
    if (life.ended) return never;
    const { random, timeline } = world;
    return new Promise((resolve, reject) => {
      const fail = (): void => reject(noAnswer());
      const all = (): void => random.shuffled(pieces).forEach((piece) => piece());
      const arrive = (action: () => void, ms = this.latency()): void => timeline.after(ms, action);
      const reply = (): void => {
        const value = work();
        this.answer(this.latency(), () => resolve(value));
      };
      switch (fault) {
        case 'not_read':
        case 'write_lost':
          return this.answer(random.between(5, 400), fail);
        case 'answer_lost':
          arrive(all);
          return this.answer(random.between(50, 400), fail);
        case 'lands_later':
          arrive(all, random.between(20, random.chance(0.3) ? 60_000 : 2_000));
          return this.answer(random.between(10, 400), fail);
        case 'half_written':
          arrive(() =>
            pieces.forEach((piece) =>
              random.chance(0.5) ? piece() : random.chance(0.5) && arrive(piece, random.between(1, 5_000)),
            ),
          );
          return this.answer(random.between(50, 400), fail);
        case 'sent_twice':
          arrive(all);
          return arrive(() => {
            all();
            reply();
          }, 60);
        case 'piecemeal':
          return this.pieceByPiece(random.shuffled(pieces), reply);
        case 'crash_after':
          return arrive(() => {
            all();
            life.crash();
          });
        default:
          return arrive(() => {
            all();
            reply();
          });
      }
    });
  }

  private pieceByPiece([first, ...rest]: readonly (() => void)[], done: () => void): void {
    if (!first) return this.world.timeline.after(1, done);
    this.world.timeline.after(this.latency(), () => {
      first();
      this.pieceByPiece(rest, done);
    });
  }

  private answer(ms: number, settle: () => void): void {
    this.world.timeline.after(ms, () => {
      if (!this.life.ended) settle();
    });
  }

  private latency(): number {
    const { random } = this.world;
    return random.chance(0.05) ? random.between(5, 50) : 1 + random.next() * 3;
  }
}
