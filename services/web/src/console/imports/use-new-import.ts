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
import { useSourceBetween } from './use-source-between.ts';

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
  const {
    look,
    between,
    forget: forgetBetween,
  } = useSourceBetween({
    preview,
    answers: guidance.answers,
    onKeep: (said) => send(said),
    onTake: () => {
      setDry(false);
      change({ mapping: {}, answers: {} });
    },
  });
  const begin = useWrite(
    async (body: { file: File; guidance: Guidance }, key) => {
      try {
        return await beginImport(body.file, body.guidance, key);
      } catch (failed) {
        const said = await look(failed);
        if (said === undefined) throw failed;
        return beginImport(body.file, { ...body.guidance, ...said }, crypto.randomUUID());
      }
    },
    ({ id }) => {
      void queries.invalidateQueries({ queryKey: ['list', 'listTasks'] });
      void navigate({ to: '/imports/$task', params: { task: id } });
    },
  );
  /** As it was read: what was kept of its source then is what may be written over. */
  const send = (part: Partial<Guidance> = {}): void => {
    const seen = preview?.source_revision;
    if (file !== undefined)
      void begin.run({ file, guidance: { ...guidance, ...(seen !== undefined && { seen }), ...part } });
  };
  const change = (part: Partial<Guidance>): void => {
    begin.forget();
    forgetBetween();
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
    send,
    between,
    change,
    setSource: (source: string) => setGuidance({ ...guidance, source }),
    take,
    leave,
    setDry,
  };
};

export type NewImport = ReturnType<typeof useNewImport>;
