import { setImmediate } from 'node:timers';

interface Happening {
  readonly at: number;
  readonly order: number;
  readonly action: () => void;
}

const isBefore = (a: Happening, b: Happening): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);

/** Lets everything that is ready run: nothing in a simulation waits for anything but the timeline. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Virtual time, and all that is still to happen: one thing after the other, the earliest first, in the order of asking
 * where they tie.
 */
export class Timeline {
  now = Date.UTC(2026, 0, 1);
  private readonly heap: Happening[] = [];
  private asked = 0;

  after(ms: number, action: () => void): void {
    const happening = { at: this.now + ms, order: this.asked++, action };
    let place = this.heap.push(happening) - 1;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!isBefore(happening, this.heap[parent] as Happening)) break;
      this.heap[place] = this.heap[parent] as Happening;
      place = parent;
    }
    this.heap[place] = happening;
  }

  /** Until nothing is left to happen; answers false when after so many things there is still something. */
  async run(most = Infinity): Promise<boolean> {
    await settled();
    let happened = 0;
    for (let next = this.take(); next; next = this.take()) {
      if (++happened > most) return false;
      this.now = next.at;
      next.action();
      await settled();
    }
    return true;
  }

  private take(): Happening | undefined {
    const first = this.heap[0];
    const last = this.heap.pop();
    if (this.heap.length > 0 && last) this.sink(last);
    return first;
  }

  private sink(happening: Happening): void {
    const { heap } = this;
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1] as Happening, heap[child] as Happening)) child++;
      if (!isBefore(heap[child] as Happening, happening)) break;
      heap[place] = heap[child] as Happening;
      place = child;
    }
    heap[place] = happening;
  }
}
