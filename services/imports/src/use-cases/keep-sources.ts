import { DomainError, isPlainLine, type Clock } from '@vafa/kernel';
import { requireAnswers } from '../domain/reading/answers.ts';
import type { Mapping } from '../domain/reading/mapping.ts';
import type { Source, Sources } from './import-ports.ts';
import { againstOthers, putSource, requireSeenSource, type NewSource } from './put-source.ts';

const nameLengthMax = 100;

const isName = (text: string): boolean => isPlainLine(text, nameLengthMax) && !text.includes('/');

export interface SourceOrder {
  readonly clubId: string;
  readonly name: string;
  readonly mapping: Partial<Mapping>;
  readonly answers: Readonly<Record<string, string>>;
  /** The revision that was seen; 0: whatever it is now. */
  readonly seen: number;
  /** As a source told it; undefined: it stays. */
  readonly columns: string | undefined;
}

/** What a club keeps of the sources of its files. */
export class KeepSources {
  constructor(
    private readonly sources: Sources,
    private readonly clock: Clock,
  ) {}

  list(clubId: string, after: string, limit: number): Promise<readonly Source[]> {
    return this.sources.list(clubId, after, limit);
  }

  /** Raises `source_not_found`. */
  async find(clubId: string, name: string): Promise<Source> {
    const source = await this.sources.find(clubId, name);
    if (!source) throw new DomainError('not_found', 'source_not_found', 'the club has no such source');
    return source;
  }

  /** Raises `invalid_source`, `invalid_answer`, `source_changed`. */
  async put({ clubId, name, mapping, answers, seen, columns }: SourceOrder): Promise<Source> {
    if (!isName(name))
      throw new DomainError('invalid', 'invalid_source', 'the name of a source has 1 to 100 characters, no /');
    if (columns && !isName(columns))
      throw new DomainError('invalid', 'invalid_source', 'the columns are not as a source told them');
    requireAnswers(answers);
    const over = (known: Source | undefined): NewSource => ({
      ...{ clubId, name, mapping, answers },
      columns: columns ?? known?.columns ?? '',
      changedAt: this.clock.now(),
    });
    return putSource(this.sources, { clubId, name, over }, seen || undefined);
  }

  /** Raises `source_not_found`, `source_changed`. */
  async remove(clubId: string, name: string, seen: number): Promise<void> {
    await againstOthers(async () => {
      const source = await this.find(clubId, name);
      requireSeenSource(seen || undefined, source);
      return (await this.sources.remove(source)) || undefined;
    });
  }
}
