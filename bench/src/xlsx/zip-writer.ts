import { open, type FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { crc32, createDeflateRaw } from 'node:zlib';

const headBytes = 30;

interface WrittenPart {
  readonly name: Buffer;
  readonly head: Buffer;
  readonly offset: number;
}

/** Writes an archive part by part; none of them is in memory as a whole. */
export class ZipWriter {
  private readonly file: FileHandle;
  private readonly parts: WrittenPart[] = [];
  private offset = 0;

  private constructor(file: FileHandle) {
    this.file = file;
  }

  static async create(path: string): Promise<ZipWriter> {
    return new ZipWriter(await open(path, 'wx'));
  }

  async add(name: string, texts: Iterable<string> | AsyncIterable<string>): Promise<void> {
    const part = { name: Buffer.from(name), head: Buffer.alloc(headBytes), offset: this.offset };
    await this.append(part.head);
    await this.append(part.name);
    const packedFrom = this.offset;
    let [crc, bytes] = [0, 0];
    const counted = async function* (): AsyncGenerator<Buffer> {
      for await (const text of texts) {
        const chunk = Buffer.from(text);
        crc = crc32(chunk, crc);
        bytes += chunk.length;
        yield chunk;
      }
    };
    await pipeline(counted, createDeflateRaw(), async (packed: AsyncIterable<Buffer>) => {
      for await (const chunk of packed) await this.append(chunk);
    });
    part.head.writeUInt32LE(0x04034b50, 0);
    part.head.writeUInt16LE(20, 4);
    part.head.writeUInt16LE(8, 8);
    part.head.writeUInt32LE(crc, 14);
    part.head.writeUInt32LE(this.offset - packedFrom, 18);
    part.head.writeUInt32LE(bytes, 22);
    part.head.writeUInt16LE(part.name.length, 26);
    // Sizes and sum stand in front of what they are of.
    await this.file.write(part.head, 0, headBytes, part.offset);
    this.parts.push(part);
  }

  /** Writes the directory and closes the file. */
  async close(): Promise<void> {
    const from = this.offset;
    for (const { name, head, offset } of this.parts) {
      const entry = Buffer.alloc(46);
      entry.writeUInt32LE(0x02014b50, 0);
      entry.writeUInt16LE(20, 4);
      head.copy(entry, 6, 4, headBytes);
      entry.writeUInt32LE(offset, 42);
      await this.append(Buffer.concat([entry, name]));
    }
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(this.parts.length, 8);
    end.writeUInt16LE(this.parts.length, 10);
    end.writeUInt32LE(this.offset - from, 12);
    end.writeUInt32LE(from, 16);
    await this.append(end);
    await this.file.close();
  }

  private async append(bytes: Buffer): Promise<void> {
    await this.file.write(bytes, 0, bytes.length, this.offset);
    this.offset += bytes.length;
  }
}
