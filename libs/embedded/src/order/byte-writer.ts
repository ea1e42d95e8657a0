/** A growing buffer that is written front to back and then copied out. */
export class ByteWriter {
  bytes: Buffer = Buffer.allocUnsafe(4096);
  length = 0;

  room(count: number): void {
    if (this.length + count <= this.bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.length + count));
    this.bytes.copy(larger, 0, 0, this.length);
    this.bytes = larger;
  }

  byte(value: number): void {
    this.room(1);
    this.bytes[this.length++] = value;
  }

  copy(source: Buffer): void {
    this.room(source.length);
    source.copy(this.bytes, this.length);
    this.length += source.length;
  }

  utf8(text: string): void {
    this.room(text.length * 3);
    this.length += this.bytes.write(text, this.length, 'utf8');
  }

  /** Turns the order of everything written since `start` around. */
  invert(start: number): void {
    for (let at = start; at < this.length; at++) this.bytes[at] = ~(this.bytes[at] as number) & 0xff;
  }

  take(): Buffer {
    const copy = Buffer.allocUnsafe(this.length);
    this.bytes.copy(copy, 0, 0, this.length);
    this.length = 0;
    if (this.bytes.length > 1024 * 1024) this.bytes = Buffer.allocUnsafe(4096);
    return copy;
  }
}
