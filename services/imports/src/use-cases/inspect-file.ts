import type { Clock } from '@vafa/kernel';
import type { FileReading, Guidance, SeenReading, TaskClub } from '../domain/import-task.ts';
import { branchQuestion, type OpenQuestion } from '../domain/branch-question.ts';
import { requireAskable } from '../domain/reading/answers.ts';
import type { Askable, Inspection } from '../domain/reading/inspection.ts';
import type { ImportTarget, Reading, Source, Sources, StoredFile } from './import-ports.ts';
import type { NewSource, SourceToKeep } from './put-source.ts';

const branchesOffered = 50;

export interface FileToInspect extends StoredFile {
  readonly club: TaskClub;
  readonly guidance: Guidance;
  /** Branches that the sender is bound to; empty: all. */
  readonly branchIds: readonly string[];
  readonly today: Date;
}

export interface Inspected {
  readonly inspection: Inspection;
  /** Nothing is imported while one is open. */
  readonly questions: readonly OpenQuestion[];
  readonly reading: FileReading;
  /** Name of its source: a person's, or that of its columns. */
  readonly sourceName: string;
  readonly answers: Readonly<Record<string, string>>;
  /** What is to be kept once nothing is open; undefined where nobody said anything, and each file speaks for itself. */
  readonly source?: SourceToKeep;
  /** Of what is kept under its name; 0: nothing is. */
  readonly sourceRevision: number;
}

interface BranchChoice {
  readonly question?: OpenQuestion;
  readonly answer?: string;
  readonly askable: Askable;
}

interface Found extends Pick<Source, 'name' | 'columns' | 'answers'> {
  readonly mapping: FileReading['mapping'];
}

/**
 * Finds out how a file is to be read: by what people say of it, by what is kept of its source, and by the file itself.
 */
export class InspectFile {
  constructor(
    private readonly reading: Reading,
    private readonly sources: Sources,
    private readonly target: Pick<ImportTarget, 'listBranches'>,
    private readonly clock: Clock,
  ) {}

  /** Raises `invalid_answer` for what the file does not ask, and what is wrong with it. */
  async execute(file: FileToInspect, signal: AbortSignal): Promise<Inspected> {
    const { club, guidance } = file;
    const named = guidance.source === '' ? undefined : await this.sources.find(club.clubId, guidance.source);
    const seen = guidance.seen ?? named;
    const first = await this.inspect(file, seen, signal);
    // Whose columns are known is known only now.
    const kept = guidance.source === '' ? await this.sources.findByColumns(club.clubId, first.source) : undefined;
    const inspection = kept ? await this.inspect(file, kept, signal) : first;
    const branch = await this.branchQuestion(file, inspection, (seen ?? kept)?.answers ?? {});
    requireAskable(guidance.answers, { ...inspection.askable, ...branch.askable });
    const answers = { ...inspection.decisions, ...(branch.answer !== undefined && { branch: branch.answer }) };
    const sourceName = guidance.source || (kept?.name ?? inspection.source);
    const isSaid = guidance.source !== '' || guidance.mapping !== undefined || Object.keys(guidance.answers).length > 0;
    return {
      inspection,
      questions: [...inspection.questions, ...(branch.question ? [branch.question] : [])],
      reading: { layout: inspection.layout, mapping: inspection.mapping, branch: branch.answer ?? '' },
      sourceName,
      sourceRevision: (named ?? kept)?.revision ?? 0,
      answers,
      ...(isSaid && {
        source: this.kept(file, {
          name: sourceName,
          columns: inspection.source,
          mapping: inspection.mapping,
          answers,
        }),
      }),
    };
  }

  /** Of files that are told by their columns, what people said and nothing that one of them happened to show. */
  private kept({ club, guidance }: FileToInspect, { name, columns, mapping, answers }: Found): SourceToKeep {
    const { clubId } = club;
    const isNamed = guidance.source !== '';
    const over = (before: Source | undefined): NewSource => ({
      ...{ clubId, name, columns },
      mapping: isNamed ? mapping : { ...before?.mapping, ...guidance.mapping },
      answers: isNamed ? answers : { ...before?.answers, ...guidance.answers },
      changedAt: this.clock.now(),
    });
    return { clubId, name, over };
  }

  private inspect(
    { uploadId, name, club, guidance, today }: FileToInspect,
    kept: SeenReading | undefined,
    signal: AbortSignal,
  ): Promise<Inspection> {
    const mapping = guidance.mapping || kept ? { ...kept?.mapping, ...guidance.mapping } : undefined;
    const answers = { ...kept?.answers, ...guidance.answers };
    return this.reading.inspect({ uploadId, name }, { answers, ...(mapping && { mapping }) }, { club, today }, signal);
  }

  /** A file that names no branch belongs to the only one there is; where there are more, a person says which. */
  private async branchQuestion(
    file: FileToInspect,
    { mapping, questions }: Inspection,
    kept: Readonly<Record<string, string>>,
  ): Promise<BranchChoice> {
    // Whether the file names branches is not known before its columns are.
    if (mapping.columns.branch !== undefined) return { askable: {} };
    const all = await this.target.listBranches(file.club.clubId, branchesOffered);
    const isBound = file.branchIds.length > 0;
    const codes = all.filter(({ id }) => !isBound || file.branchIds.includes(id)).map(({ code }) => code);
    const askable = { branch: isBound ? codes : ('any' as const) };
    const given = file.guidance.answers.branch ?? kept.branch;
    if (given !== undefined && (!isBound || codes.includes(given))) return { answer: given, askable };
    const [only] = codes;
    if (codes.length === 1 && only !== undefined) return { answer: only, askable };
    if (codes.length === 0 && !isBound) return { answer: 'main', askable };
    return questions.some(({ code }) => code === 'encoding' || code === 'sheet' || code === 'column')
      ? { askable }
      : { question: branchQuestion(codes), askable };
  }
}
