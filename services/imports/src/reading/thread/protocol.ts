import type { Inspection } from '../../domain/reading/inspection.ts';
import type { Layout } from '../../domain/reading/layout.ts';
import type { Mapping } from '../../domain/reading/mapping.ts';
import type { ReadingEnd } from '../../domain/reading/sale-row.ts';
import type { ErrorKind } from '@vafa/kernel';
import type { Known, ReadingTerms } from '../reading.ts';
import type { PackedRows } from './packed-rows.ts';
import type { EncodedRows } from './row-codec.ts';

/** What a thread is started for. */
export type Task =
  | { readonly kind: 'inspect'; readonly name: string; readonly known: Known }
  | {
      readonly kind: 'read';
      readonly name: string;
      readonly layout: Layout;
      readonly mapping: Mapping;
      readonly terms: ReadingTerms;
      /** Whether the slices are wanted packed as well. */
      readonly packs: boolean;
    };

/** A DomainError on its way between threads. */
export interface Refused {
  readonly kind: ErrorKind;
  readonly code: string;
  readonly message: string;
  readonly details: Readonly<Record<string, string>>;
}

/** From the thread. Bytes are pulled one chunk at a time, each stream from the file's beginning. */
export type FromThread =
  | { readonly kind: 'pull'; readonly stream: number }
  | { readonly kind: 'close'; readonly stream: number }
  | { readonly kind: 'slice'; readonly rows: EncodedRows; readonly packed?: PackedRows }
  | { readonly kind: 'read'; readonly end: ReadingEnd }
  | { readonly kind: 'inspected'; readonly inspection: Inspection }
  | { readonly kind: 'refused'; readonly error: Refused };

/** To the thread: a chunk, or the end of a stream; and that a slice has been taken. */
export type ToThread =
  | { readonly kind: 'chunk'; readonly stream: number; readonly bytes: Uint8Array | undefined }
  | { readonly kind: 'taken' };
