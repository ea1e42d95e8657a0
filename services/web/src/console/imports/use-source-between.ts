import { ApiProblem, type ImportMappingPart, type ImportPreview, type ImportSource } from '@vafa/client';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import type { ShownSetting } from '../parts/changed-between.tsx';
import type { Between } from '../parts/use-settings-form.ts';
import { mappingFields } from './guidance.ts';
import { useImportsSay } from './say.ts';

/** How files of a source are read. */
export interface SourceTerms {
  readonly mapping: ImportMappingPart;
  readonly answers: Readonly<Record<string, string>>;
}

/** What of it people see side by side. */
export const useShownSource = (): readonly ShownSetting<SourceTerms>[] => {
  const say = useImportsSay();
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
      of: ({ mapping: { returns } }) => (returns === undefined ? '' : say(`columns.returns.${returns.by}`)),
    },
    { name: say('source.answers'), of: ({ answers }) => Object.values(answers).join(' · ') },
  ];
};

interface BetweenOrder {
  readonly preview: ImportPreview | undefined;
  /** Imports as it is said here, over what somebody else has saved. */
  readonly onKeep: (seen: number, mapping: ImportMappingPart) => void;
  /** Reads the file as somebody else has said. */
  readonly onTake: () => void;
}

/** Somebody else has saved how files of this source are read since the file was read by it: a person chooses. */
export const useSourceBetween = ({ preview, onKeep, onTake }: BetweenOrder) => {
  const [theirs, setTheirs] = useState<ImportSource>();
  /** Looks at what is there when an import was refused for it. */
  const look = async (error: unknown): Promise<void> => {
    if (preview === undefined || !(error instanceof ApiProblem) || error.code !== 'source_changed') return;
    setTheirs(await api.call('getImportSource', { path: { source: preview.source } }).catch(() => undefined));
  };
  const between: Between<SourceTerms> | undefined =
    theirs === undefined || preview === undefined
      ? undefined
      : {
          mine: { mapping: preview.mapping, answers: preview.decisions },
          theirs: {
            // What nobody said of it is read as here.
            mapping: {
              ...preview.mapping,
              ...theirs.mapping,
              columns: { ...preview.mapping.columns, ...theirs.mapping.columns },
            },
            answers: { ...preview.decisions, ...theirs.answers },
          },
          keepMine: () => {
            setTheirs(undefined);
            onKeep(theirs.revision, preview.mapping);
          },
          takeTheirs: () => {
            setTheirs(undefined);
            onTake();
          },
        };
  return { look, between, forget: () => setTheirs(undefined) };
};
