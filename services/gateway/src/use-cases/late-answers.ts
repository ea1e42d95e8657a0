import type { LateAnswer, RequestStore } from './request-store.ts';

const waitingMax = 1_000;
const bytesMax = 8 * 1_024 ** 2;

/**
 * Answers that were given and are not stored yet. A crash loses them: then a repeat is executed again under its key,
 * as after a crash before the answer. Only for a process that is alone: another one would not find them.
 */
export class LateAnswers {
  private readonly waiting = new Map<string, LateAnswer>();
  private bytes = 0;

  constructor(private readonly store: Pick<RequestStore, 'answerMany'>) {}

  /** False when too much waits: then it is to be stored at once. */
  put(late: LateAnswer): boolean {
    const { id } = late.request;
    const more = late.answer.length - (this.waiting.get(id)?.answer.length ?? 0);
    if (this.bytes + more > bytesMax) return false;
    if (this.waiting.size >= waitingMax && !this.waiting.has(id)) return false;
    this.waiting.set(id, late);
    this.bytes += more;
    return true;
  }

  get(id: string): LateAnswer | undefined {
    return this.waiting.get(id);
  }

  /** Stores all of them in one write; what could not be stored waits on. */
  async flush(): Promise<void> {
    const some = [...this.waiting.values()];
    if (some.length === 0) return;
    await this.store.answerMany(some);
    for (const late of some) {
      const { id } = late.request;
      // Another answer may have come meanwhile, of whoever took the request over.
      if (this.waiting.get(id) !== late) continue;
      this.waiting.delete(id);
      this.bytes -= late.answer.length;
    }
  }
}
