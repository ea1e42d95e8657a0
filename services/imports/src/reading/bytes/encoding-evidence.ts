import { isAscii, isUtf8 } from 'node:buffer';

const snippetsMax = 8;
const snippetBytes = 40;
/** Bytes are looked at in blocks of this size, so that the same file says the same however its chunks are cut. */
const blockBytes = 64 * 1024;

/** What the bytes of the whole file say about their encoding, in constant memory. */
export class EncodingEvidence {
  /** Well formed sequences of UTF-8 beyond ASCII, and bytes that belong to none. */
  sequences = 0;
  broken = 0;
  /** How often each byte stands where UTF-8 was broken, or near it. */
  readonly high = new Uint32Array(256);
  /** High bytes beside another one; beside an ASCII letter on both sides. */
  inRuns = 0;
  readonly insideWords = new Uint32Array(256);
  /** Surroundings of the first high bytes, to show. */
  readonly snippets: Buffer[] = [];
  /** The file ends within a character. */
  isCut = false;
  private tail = Buffer.alloc(0);
  private readonly block = Buffer.alloc(blockBytes);
  private blockFilled = 0;

  add(chunk: Buffer): void {
    for (let from = 0; from < chunk.length; ) {
      const taken = chunk.copy(this.block, this.blockFilled, from);
      from += taken;
      this.blockFilled += taken;
      if (this.blockFilled === blockBytes) this.lookAtBlock();
    }
  }

  private lookAtBlock(): void {
    const chunk = this.block.subarray(0, this.blockFilled);
    this.blockFilled = 0;
    const bytes = this.tail.length > 0 ? Buffer.concat([this.tail, chunk]) : chunk;
    const whole = bytes.length - incompleteEnd(bytes);
    // A copy: the block is filled again.
    this.tail = Buffer.from(bytes.subarray(whole));
    const body = bytes.subarray(0, whole);
    if (isAscii(body)) return;
    if (isUtf8(body)) this.sequences += 1;
    else this.scan(body);
  }

  end(): void {
    this.lookAtBlock();
    this.isCut = this.tail.length > 0;
    if (this.isCut && (this.broken > 0 || this.sequences === 0)) this.scan(this.tail);
    this.tail = Buffer.alloc(0);
  }

  private scan(bytes: Buffer): void {
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at] as number;
      if (byte < 0x80) continue;
      const length = sequenceAt(bytes, at);
      if (length > 0) this.sequences += 1;
      else this.broken += 1;
      this.count(bytes, at);
      for (let more = 1; more < length; more++) this.count(bytes, at + more);
      if (length > 0) at += length - 1;
    }
  }

  private count(bytes: Buffer, at: number): void {
    const byte = bytes[at] as number;
    const before = bytes[at - 1] ?? 0;
    const after = bytes[at + 1] ?? 0;
    this.high[byte] = (this.high[byte] ?? 0) + 1;
    if (before >= 0x80 || after >= 0x80) this.inRuns += 1;
    if (isLetter(before) && isLetter(after)) this.insideWords[byte] = (this.insideWords[byte] ?? 0) + 1;
    const last = this.snippets.length;
    if (last < snippetsMax && before < 0x80)
      this.snippets.push(Buffer.from(bytes.subarray(Math.max(0, at - 12), at + snippetBytes)));
  }
}

const isLetter = (byte: number): boolean => (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);

const isContinuation = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x80 && byte < 0xc0;

const lengthOf = (lead: number): number =>
  lead >= 0xc2 && lead < 0xe0 ? 2 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xf0 && lead < 0xf5 ? 4 : 0;

/**
 * Bytes of the well formed sequence that begins here; 0 when none does. Overlong forms count as broken in `isUtf8`
 * already.
 */
const sequenceAt = (bytes: Buffer, at: number): number => {
  const length = lengthOf(bytes[at] ?? 0);
  for (let more = 1; more < length; more++) if (!isContinuation(bytes[at + more])) return 0;
  return length;
};

/** How many bytes at the end begin a sequence that the next chunk may complete. */
const incompleteEnd = (bytes: Buffer): number => {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] as number;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return lengthOf(byte) > back ? back : 0;
  }
  return 0;
};
