import type { Versioned } from './stored.ts';

/** Which documents are worth remembering, and how many. */
export interface Remembering<S> {
  /** Of one document; undefined: it is not remembered. */
  weigh(document: Versioned<S>): number | undefined;
  /** Of all that are remembered together. */
  readonly weightMax: number;
}

/** What a relay has published since stays in what is remembered. */
const eventsMax = 10;

/**
 * Documents as this process wrote them last. Another may have changed them since: only a write that names the version
 * tells.
 */
export class Recent<S> {
  private readonly documents = new Map<string, { readonly document: Versioned<S>; readonly weight: number }>();
  private weight = 0;

  constructor(private readonly remembering: Remembering<S>) {}

  get(id: string): Versioned<S> | undefined {
    return this.documents.get(id)?.document;
  }

  put(document: Versioned<S>): void {
    const { weigh, weightMax } = this.remembering;
    this.forget(document._id);
    const weight = weigh(document);
    if (weight === undefined || weight > weightMax || document.outbox.length > eventsMax) return;
    this.documents.set(document._id, { document, weight });
    this.weight += weight;
    for (const oldest of this.documents.keys()) {
      if (this.weight <= weightMax) return;
      this.forget(oldest);
    }
  }

  forget(id: string): void {
    this.weight -= this.documents.get(id)?.weight ?? 0;
    this.documents.delete(id);
  }
}
