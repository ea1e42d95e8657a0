import type { PackedRows } from './packed-rows.ts';

/** Of one file; a longer one is read again. */
const bytesMax = 16 * 1024 ** 2;

/** The rows of a file between its first reading and its second, where they are few enough. */
export class KeptRows {
  private slices: PackedRows[] | undefined = [];
  private bytes = 0;
  private isWhole = false;

  /** In order, from the first. */
  add(slice: PackedRows): void {
    this.bytes += slice.packed.byteLength;
    if (this.bytes > bytesMax) this.slices = undefined;
    this.slices?.push(slice);
  }

  /** There are no more. */
  end(): void {
    this.isWhole = true;
  }

  /** All of them, each let go as it is taken; undefined when they are not there. */
  take(): Iterable<PackedRows> | undefined {
    const { slices } = this;
    if (!this.isWhole || !slices) return undefined;
    this.slices = undefined;
    return oneByOne(slices);
  }
}

function* oneByOne(slices: PackedRows[]): Generator<PackedRows> {
  slices.reverse();
  for (let slice = slices.pop(); slice; slice = slices.pop()) yield slice;
}
