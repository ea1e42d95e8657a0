import type { Survey } from '../domain/survey.ts';
import type { Surveys } from './surveys.ts';

/** A club's surveys, newest first, open or not. */
export class ListSurveys {
  constructor(private readonly surveys: Surveys) {}

  /** At most `size` surveys that follow the id `before` in that order. */
  async execute(clubId: string, before: string, size: number): Promise<{ surveys: readonly Survey[]; more: boolean }> {
    const surveys = await this.surveys.list(clubId, before, size + 1);
    return { surveys: surveys.slice(0, size), more: surveys.length > size };
  }
}
