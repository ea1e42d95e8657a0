import { ApiProblem } from '@vafa/client';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { failureOf } from '../../api/failures.ts';
import { useWrite } from '../../api/use-write.ts';
import { nothingSaid, type Guidance } from './guidance.ts';
import { useFaultOf, useImportsSay } from './say.ts';
import { beginImport } from './send-file.ts';
import { usePreview } from './use-preview.ts';

/** An import that is made ready: the file, what is said of it, how it would be read, and at which step it stands. */
export const useNewImport = () => {
  const say = useImportsSay();
  const faultOf = useFaultOf();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [file, setFile] = useState<File>();
  const [guidance, setGuidance] = useState<Guidance>(nothingSaid);
  const [isDry, setDry] = useState(false);
  const { preview, error, isReading, read, forget } = usePreview();
  const begin = useWrite(
    (body: { file: File; guidance: Guidance }, key) => beginImport(body.file, body.guidance, key),
    ({ id }) => {
      void queries.invalidateQueries({ queryKey: ['list', 'listTasks'] });
      void navigate({ to: '/imports/$task', params: { task: id } });
    },
  );
  const change = (part: Partial<Guidance>): void => {
    const next = { ...guidance, ...part };
    setGuidance(next);
    if (file !== undefined) void read(file, next);
  };
  const take = (chosen: File): void => {
    const fresh = { ...nothingSaid, source: guidance.source };
    setFile(chosen);
    setDry(false);
    setGuidance(fresh);
    void read(chosen, fresh);
  };
  const leave = (): void => {
    forget();
    setFile(undefined);
    setGuidance(nothingSaid);
    setDry(false);
  };
  return {
    file,
    guidance,
    preview,
    isReading,
    /** Of the steps: file, columns, dry run. */
    at: file === undefined || preview === undefined ? 0 : isDry ? 2 : 1,
    failure: error === undefined ? undefined : failureOf(error, say),
    fault: faultOf(error instanceof ApiProblem ? error.code : undefined),
    begin,
    beginFault: faultOf(begin.code),
    change,
    setSource: (source: string) => setGuidance({ ...guidance, source }),
    take,
    leave,
    setDry,
  };
};

export type NewImport = ReturnType<typeof useNewImport>;
