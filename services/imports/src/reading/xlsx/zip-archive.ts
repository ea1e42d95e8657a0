import { DomainError } from '@vafa/kernel';
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';

const entriesMax = 2_000;
/** Sheets pack about 10 times; a bomb a thousand times. Below the free bytes nobody is harmed. */
const ratioMax = 250;
const freeBytes = 64 * 1024 ** 2;
const unpackedBytesMax = 4 * 1024 ** 3;

/** The parts of a workbook, unpacked as they are read and bounded in bytes. */
export class ZipArchive {
  private unpacked = 0;

  private constructor(
    private readonly zip: ZipFile,
    private readonly entries: ReadonlyMap<string, Entry>,
    private readonly packedBytes: number,
  ) {}

  /** Raises `file_not_readable` when the archive is damaged or cut. */
  static async open(bytes: Buffer): Promise<ZipArchive> {
    const entries = new Map<string, Entry>();
    try {
      const zip = await fromBufferPromise(bytes, { strictFileNames: false });
      if (zip.entryCount > entriesMax) throw notReadable(`the archive has ${String(zip.entryCount)} parts`);
      for await (const entry of zip.eachEntry())
        entries.set(entry.fileName.replaceAll('\\', '/').replace(/^\//, ''), entry);
      return new ZipArchive(zip, entries, bytes.length);
    } catch (error) {
      throw asRefusal(error);
    }
  }

  has(name: string): boolean {
    return this.entries.has(name);
  }

  /**
   * The bytes of a part; nothing when it is not there. Raises `file_packed_too_much` and `file_not_readable` on the
   * way.
   */
  async *part(name: string): AsyncGenerator<Buffer> {
    const entry = this.entries.get(name);
    if (!entry) return;
    try {
      for await (const chunk of await this.zip.openReadStreamPromise(entry)) {
        this.unpacked += (chunk as Buffer).length;
        if (
          this.unpacked > unpackedBytesMax ||
          (this.unpacked > freeBytes && this.unpacked > this.packedBytes * ratioMax)
        ) {
          throw new DomainError(
            'invalid',
            'file_packed_too_much',
            `the workbook unpacks to more than ${String(ratioMax)} times its size, as no table does`,
          );
        }
        yield chunk as Buffer;
      }
    } catch (error) {
      throw asRefusal(error);
    }
  }
}

export const notReadable = (why: string): DomainError =>
  new DomainError('invalid', 'file_not_readable', `the workbook cannot be read: ${why}`);

const asRefusal = (error: unknown): DomainError => {
  if (error instanceof DomainError) return error;
  return notReadable(error instanceof Error ? error.message.slice(0, 200) : 'it is damaged');
};
