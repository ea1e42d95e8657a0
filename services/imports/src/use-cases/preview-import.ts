import type { Clock } from '@vafa/kernel';
import type { Guidance, TaskClub } from '../domain/import-task.ts';
import { requireAnswers } from '../domain/reading/answers.ts';
import { FigureSums, type Figures } from '../domain/preview.ts';
import { receiptTerms } from '../domain/receipts.ts';
import type { ReadingEnd } from '../domain/reading/sale-row.ts';
import type { ImportTarget, TaskClubs, Reading } from './import-ports.ts';
import type { Inspected, InspectFile } from './inspect-file.ts';
import { planReceipts, readReceipts } from './read-receipts.ts';
import type { ReceiveUpload } from './receive-upload.ts';

export interface PreviewOrder {
  readonly clubId: string;
  readonly uploadId: string;
  readonly branchIds: readonly string[];
  readonly guidance: Guidance;
}

export interface Preview {
  readonly club: TaskClub;
  readonly inspected: Inspected;
  /** There once no question is open. */
  readonly figures?: Figures & { readonly membersKnown: number; readonly membersNew: number };
  readonly end?: ReadingEnd;
}

/** Says how a file would be read and what would come of it, and writes nothing. */
export class PreviewImport {
  constructor(
    private readonly reading: Reading,
    private readonly inspect: InspectFile,
    private readonly uploads: Pick<ReceiveUpload, 'require'>,
    private readonly target: Pick<ImportTarget, 'countKnownMembers'>,
    private readonly clubs: TaskClubs,
    private readonly clock: Clock,
  ) {}

  /** Raises `club_not_found`, `upload_not_found`, `invalid_answer`, and what is wrong with the file. */
  async execute({ clubId, uploadId, branchIds, guidance }: PreviewOrder, signal: AbortSignal): Promise<Preview> {
    requireAnswers(guidance.answers);
    const { name } = await this.uploads.require(clubId, uploadId);
    const club = await this.clubs.club(clubId);
    const today = this.clock.now();
    const inspected = await this.inspect.execute({ uploadId, name, club, guidance, branchIds, today }, signal);
    if (inspected.questions.length > 0) return { club, inspected };
    const rows = this.reading.rows({ uploadId, name }, inspected.reading, { club, today }, signal);
    const plan = await planReceipts(rows, club.timeZone);
    const sums = new FigureSums(club.currencyDigits, today);
    for await (const receipt of readReceipts(
      rows,
      plan,
      club.timeZone,
      receiptTerms(inspected.reading.mapping, club.currencyDigits),
    ))
      sums.add(receipt);
    const membersKnown = await this.target.countKnownMembers(clubId, [...sums.members]);
    return {
      club,
      inspected,
      figures: { ...sums.figures(plan.rowsTotal), membersKnown, membersNew: sums.members.size - membersKnown },
      end: rows.end(),
    };
  }
}
