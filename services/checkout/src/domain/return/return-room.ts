import type { Session } from '../session/session.ts';
import { returnedLinesMax, returnsMax } from './take-back.ts';

/**
 * The room that one sale has for returns, while these are allocated anew: more would let its document grow without end.
 */
export class ReturnRoom {
  private readonly returns: Set<string>;
  private readonly taken = new Set<string>();
  private lines: number;

  /** `movable` are the ids of returns that give up their lines to be allocated anew. */
  constructor({ returns }: Pick<Session, 'returns'>, movable: ReadonlySet<string>) {
    this.returns = new Set(returns.map(({ id }) => id));
    this.lines = returns.reduce((sum, { id, lines }) => sum + (movable.has(id) ? 0 : lines.length), 0);
  }

  /** Whether a line of this return has room. */
  has(returnId: string, position: number): boolean {
    if (this.taken.has(placeOf(returnId, position))) return true;
    return this.lines < returnedLinesMax && (this.returns.has(returnId) || this.returns.size < returnsMax);
  }

  take(returnId: string, position: number): void {
    const place = placeOf(returnId, position);
    if (!this.taken.has(place)) this.lines++;
    this.taken.add(place);
    this.returns.add(returnId);
  }
}

const placeOf = (returnId: string, position: number): string => `${returnId}/${String(position)}`;
