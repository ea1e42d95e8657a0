import type { Clock } from '@vafa/kernel';
import type { FileReading, Guidance, TaskClub } from '../domain/import-task.ts';
import { branchQuestion, type OpenQuestion } from '../domain/branch-question.ts';
import type { Inspection } from '../domain/reading/inspection.ts';
import type { ClubBooks, Reading, Source, Sources, StoredFile } from './import-ports.ts';

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
  /** What is to be kept of the source once nothing is open. */
  readonly source: Source;
}

/** Finds out how a file is to be read: by what people say of it, by what is kept of its source, and by the file itself. */
export class InspectFile {
  constructor(
    private readonly reading: Reading,
    private readonly sources: Sources,
    private readonly books: Pick<ClubBooks, 'listBranches'>,
    private readonly clock: Clock,
  ) {}

  async execute(file: FileToInspect, signal: AbortSignal): Promise<Inspected> {
    const { club, guidance } = file;
    const named = guidance.source === '' ? undefined : await this.sources.find(club.clubId, guidance.source);
    const first = await this.inspect(file, named, signal);
    // Whose columns are known is known only now.
    const kept = guidance.source === '' ? await this.sources.findByColumns(club.clubId, first.source) : undefined;
    const inspection = kept ? await this.inspect(file, kept, signal) : first;
    const branch = await this.branchQuestion(file, inspection, (named ?? kept)?.answers ?? {});
    const answers = { ...inspection.decisions, ...(branch.answer !== undefined && { branch: branch.answer }) };
    return {
      inspection,
      questions: [...inspection.questions, ...(branch.question ? [branch.question] : [])],
      reading: { layout: inspection.layout, mapping: inspection.mapping, branch: branch.answer ?? '' },
      source: { clubId: club.clubId, name: guidance.source || (kept?.name ?? inspection.source), columns: inspection.source, mapping: inspection.mapping, answers, changedAt: this.clock.now() },
    };
  }

  private inspect({ uploadId, name, club, guidance, today }: FileToInspect, kept: Source | undefined, signal: AbortSignal): Promise<Inspection> {
    const mapping = guidance.mapping ?? kept?.mapping;
    const answers = { ...kept?.answers, ...guidance.answers };
    return this.reading.inspect({ uploadId, name }, { answers, ...(mapping && { mapping }) }, { club, today }, signal);
  }

  /** A file that names no branch belongs to the only one there is; where there are more, a person says which. */
  private async branchQuestion(file: FileToInspect, { mapping }: Inspection, kept: Readonly<Record<string, string>>): Promise<{ readonly question?: OpenQuestion; readonly answer?: string }> {
    if (mapping.columns.branch !== undefined) return {};
    const all = await this.books.listBranches(file.club.clubId, branchesOffered);
    const allowed = file.branchIds.length === 0 ? all : all.filter(({ id }) => file.branchIds.includes(id));
    const given = file.guidance.answers.branch ?? kept.branch;
    if (given !== undefined && (file.branchIds.length === 0 || allowed.some(({ code }) => code === given))) return { answer: given };
    const [only] = allowed;
    if (allowed.length === 1 && only) return { answer: only.code };
    return allowed.length === 0 && file.branchIds.length === 0 ? { answer: 'main' } : { question: branchQuestion(allowed.map(({ code }) => code)) };
  }
}
