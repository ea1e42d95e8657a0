import { closeSync, existsSync, fstatSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';

export interface LogFileOptions {
  /** It is put aside before it gets larger than this. */
  readonly bytesMax: number;
  /** How many there are at most, the one that is written to included. */
  readonly files: number;
}

/**
 * A log file that cannot fill the disk: when it is full it becomes `path.1`, that one `path.2`, and so on; the last is
 * dropped. What cannot be written is dropped too: a full disk stops the log and nothing else.
 */
export class LogFile {
  private file: number;
  private bytes: number;

  constructor(
    private readonly path: string,
    private readonly options: LogFileOptions,
  ) {
    this.file = openSync(path, 'a', 0o600);
    this.bytes = fstatSync(this.file).size;
  }

  write(line: string): void {
    const length = Buffer.byteLength(line);
    try {
      if (this.bytes > 0 && this.bytes + length > this.options.bytesMax) this.rotate();
      writeSync(this.file, line);
      this.bytes += length;
    } catch {
      // Nowhere to say it.
    }
  }

  private rotate(): void {
    const { files } = this.options;
    const aside = (number: number): string => `${this.path}.${String(number)}`;
    rmSync(files > 1 ? aside(files - 1) : this.path, { force: true });
    for (let number = files - 2; number >= 1; number--)
      if (existsSync(aside(number))) renameSync(aside(number), aside(number + 1));
    if (files > 1) renameSync(this.path, aside(1));
    closeSync(this.file);
    this.file = openSync(this.path, 'a', 0o600);
    this.bytes = 0;
  }
}
