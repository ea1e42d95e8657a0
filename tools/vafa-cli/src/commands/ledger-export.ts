import { createWriteStream } from 'node:fs';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Command } from '../command.ts';
import { CommandError } from '../command-error.ts';
import { figure } from '../figures.ts';
import { given } from './books-question.ts';

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';

/** Copies to a file or to standard output as it comes; answers its size. */
const copy = async (parts: AsyncIterable<Uint8Array>, file: string | undefined): Promise<number> => {
  let bytes = 0;
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    try {
      for await (const part of parts) {
        bytes += part.length;
        yield part;
      }
    } catch {
      throw new CommandError('the export broke off: what was written is not whole', 1);
    }
  };
  const target: Writable = file === undefined ? process.stdout : createWriteStream(file);
  try {
    await pipeline(Readable.from(counted()), target, { end: file !== undefined });
  } catch (error) {
    // Whoever reads the first lines only, as `head` does, has what it wanted.
    if (codeOf(error) !== 'EPIPE')
      throw codeOf(error) === ''
        ? error
        : new CommandError(`cannot write ${file ?? 'to standard output'} (${codeOf(error)})`, 1);
  }
  return bytes;
};

export const ledgerExportCommand: Command = {
  words: ['ledger', 'export'],
  usage: 'ledger export [--format csv|jsonl] [--unit U] [--from T] [--to T] [--out FILE]',
  about: 'the journal of a period: opening balances, every entry, closing balances',
  names: 0,
  options: {
    unit: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    format: { type: 'string' },
    out: { type: 'string' },
  },
  optionsHelp: [
    '  --format F    csv (default) or jsonl',
    '  --unit UNIT   one unit of the club, default all',
    '  --from TIME   entries recorded at or after it; default from the first',
    '  --to TIME     entries recorded before it; default now',
    '  --out FILE    where to write; default standard output',
  ],
  run: async (call) => {
    const { out, format } = call.options;
    const file = typeof out === 'string' ? out : undefined;
    const bytes = await copy(
      await call.api.stream('exportLedger', {
        query: {
          ...given(call, { unit: 'unit', from: 'from', to: 'to' }),
          // The gateway judges it.
          ...(typeof format === 'string' && { format: format as 'csv' | 'jsonl' }),
        },
      }),
      file,
    );
    return {
      value: { file, bytes },
      text: `${file ?? ''}: ${figure(bytes)} bytes`,
      ok: true,
      ...(file === undefined && { isPrinted: true }),
    };
  },
};
