import { ApiProblem, type ImportMappingPart, type ImportPreview, type ImportSource } from '@vafa/client';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import type { ShownSetting } from '../parts/changed-between.tsx';
import type { Between } from '../parts/use-settings-form.ts';
import { mappingFields, wholeMapping, type Guidance } from './guidance.ts';
import { useImportsSay } from './say.ts';
import { answerWords, questionWords } from './source-words.ts';

/** How files of a source are read. */
export interface SourceTerms {
  readonly mapping: ImportMappingPart;
  readonly answers: Readonly<Record<string, string>>;
}

const returnsWords = (say: ReturnType<typeof useImportsSay>, { returns }: ImportMappingPart): string => {
  if (returns === undefined) return '';
  const by = say(`columns.returns.${returns.by}`);
  if (returns.by === 'sign') return by;
  const told = returns.by === 'prefix' ? returns.prefix : returns.values.join(' · ');
  return say('source.returns', { by, told });
};

/** What of it people see side by side. */
export const useShownSource = (between: Between<SourceTerms> | undefined): readonly ShownSetting<SourceTerms>[] => {
  const say = useImportsSay();
  const asked = new Set([between?.mine, between?.theirs].flatMap((terms) => Object.keys(terms?.answers ?? {})));
  return [
    ...mappingFields.map((id) => ({
      name: say(`field.${id}`),
      of: ({ mapping }: SourceTerms) => mapping.columns?.[id] ?? '',
    })),
    {
      name: say('columns.rows'),
      of: ({ mapping: { rows } }) => (rows === undefined ? '' : say(`columns.rows.${rows}`)),
    },
    {
      name: say('columns.returns'),
      of: ({ mapping }) => returnsWords(say, mapping),
    },
    ...[...asked].map((question) => ({
      name: questionWords(say, question),
      of: ({ answers }: SourceTerms) => answerWords(say, question, answers[question] ?? ''),
    })),
  ];
};

/** All of it: what nobody said here would be read as the other has said. */
type SaidWhole = Required<Pick<Guidance, 'mapping' | 'answers' | 'seen'>>;

interface BetweenOrder {
  readonly preview: ImportPreview | undefined;
  /** What a person has answered here. */
  readonly answers: Guidance['answers'];
  /** Imports as it is said here, over what somebody else has saved. */
  readonly onKeep: (said: SaidWhole) => void;
  /** Reads the file as somebody else has said. */
  readonly onTake: () => void;
}

type Kept = Pick<ImportSource, 'mapping' | 'answers' | 'revision'>;

/** What is kept of the source now; of one that somebody has forgotten nothing is. */
const readKept = async (source: string): Promise<Kept | undefined> => {
  try {
    return await api.call('getImportSource', { path: { source } });
  } catch (error) {
    const isGone = error instanceof ApiProblem && error.code === 'source_not_found';
    return isGone ? { mapping: {}, answers: {}, revision: 0 } : undefined;
  }
};

const said = (columns: object): object => Object.fromEntries(Object.entries(columns).filter(([, name]) => name !== ''));

/** How the file is read here, and as the other has said: what nobody said of it is read as here. */
const bothOf = ({ mapping, decisions }: ImportPreview, theirs: Kept): Record<'mine' | 'theirs', SourceTerms> => ({
  mine: { mapping, answers: decisions },
  theirs: {
    mapping: { ...mapping, ...theirs.mapping, columns: { ...mapping.columns, ...said(theirs.mapping.columns ?? {}) } },
    answers: { ...decisions, ...theirs.answers },
  },
});

/** What a person answered is not all decided for good: the next workbook has other sheets. */
const wholeOf = (
  { preview: { mapping, decisions }, answers }: { preview: ImportPreview; answers: Guidance['answers'] },
  { revision }: Kept,
): SaidWhole => ({ mapping: wholeMapping(mapping), answers: { ...answers, ...decisions }, seen: revision });

/** Somebody else has saved how files of this source are read since the file was read by it: a person chooses. */
export const useSourceBetween = ({ preview, answers, onKeep, onTake }: BetweenOrder) => {
  const [theirs, setTheirs] = useState<Kept>();
  /**
   * Looks at what is there when an import was refused for it. Answers what is to be said instead where the file is read
   * alike by it, so that there is nothing to choose.
   */
  const look = async (error: unknown): Promise<SaidWhole | undefined> => {
    if (preview === undefined || !(error instanceof ApiProblem) || error.code !== 'source_changed') return undefined;
    const now = await readKept(preview.source);
    if (now === undefined) return undefined;
    const both = bothOf(preview, now);
    if (JSON.stringify(both.mine) === JSON.stringify(both.theirs)) return wholeOf({ preview, answers }, now);
    setTheirs(now);
    return undefined;
  };
  const between: Between<SourceTerms> | undefined =
    theirs === undefined || preview === undefined
      ? undefined
      : {
          ...bothOf(preview, theirs),
          keepMine: () => {
            setTheirs(undefined);
            onKeep(wholeOf({ preview, answers }, theirs));
          },
          takeTheirs: () => {
            setTheirs(undefined);
            onTake();
          },
        };
  return { look, between, forget: () => setTheirs(undefined) };
};
