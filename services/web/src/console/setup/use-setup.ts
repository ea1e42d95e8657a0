import { useEffect, useState } from 'react';
import { useClub } from '../../kit/club-settings.tsx';
import { keepClub } from '../../sign-in/kept-club.ts';
import { buildClub, nothingTold, type Told } from './build-club.ts';
import { faultsOf, stages, type Faults, type Stage } from './check.ts';
import type { Draft } from './draft.ts';
import { forgetSetup, keepSetup, keptSetup } from './kept-draft.ts';
import { plan, type Step } from './plan.ts';
import { newDraft } from './templates.ts';
import { useTemplateWords } from './use-template-words.ts';

const stageOf: Readonly<Record<Step['subject'], Stage>> = {
  club: 'club',
  branches: 'branches',
  rule: 'earning',
  tiers: 'tiers',
  rewards: 'rewards',
  staff: 'staff',
  till: 'branches',
};

const lastStage = stages.length - 1;

/** The club being made from the answers: nothing is made twice, and what failed is gone on with. */
const useBuilding = (draft: Draft, made: readonly string[], onMade: (step: Step) => void) => {
  const [failure, setFailure] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const [told, setTold] = useState<Told>(nothingTold);
  const [isDone, setDone] = useState(false);
  const build = async (): Promise<void> => {
    setBusy(true);
    setFailure(undefined);
    const hear = (step: Step, known: Told): void => {
      setTold(known);
      onMade(step);
    };
    try {
      setTold(await buildClub(draft, made, hear, told));
      keepClub(draft.code);
      forgetSetup();
      setDone(true);
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return { build, failure, isBusy, told, isDone };
};

/** Where the owner stands in the set-up, and what was answered; the browser keeps both. */
export const useSetup = () => {
  const { language } = useClub();
  const words = useTemplateWords();
  const [{ draft, made }, setSetup] = useState(() => keptSetup(newDraft(crypto.randomUUID(), language, words)));
  const [at, setAt] = useState(made.length > 0 ? lastStage : 0);
  const [isTried, setTried] = useState(false);
  const building = useBuilding(draft, made, ({ id }) => setSetup((setup) => ({ ...setup, made: [...setup.made, id] })));
  const { isDone } = building;
  useEffect(() => {
    if (!isDone) keepSetup({ draft, made });
  }, [draft, made, isDone]);

  const stage = stages[at] ?? 'club';
  const faults = faultsOf(stage, draft);
  const goTo = (place: number, tried = false): void => {
    setTried(tried);
    setAt(place);
  };
  return {
    ...building,
    draft,
    at,
    stage,
    goTo,
    /** What is to be mended: nothing before the owner has tried to go on. */
    faults: isTried ? faults : (new Map() as Faults),
    change: (changed: Partial<Draft>): void =>
      setSetup((setup) => ({ ...setup, draft: { ...setup.draft, ...changed } })),
    next: (): void => (faults.size > 0 ? setTried(true) : goTo(at + 1)),
    build: (): void => {
      const wrong = stages.findIndex((each) => faultsOf(each, draft).size > 0);
      if (wrong >= 0) goTo(wrong, true);
      else void building.build();
    },
    /** Whether something stands already that an answer of this stage said. */
    isMade: (each: Stage): boolean =>
      plan(draft).some(({ id, subject }) => stageOf[subject] === each && made.includes(id)),
  };
};

export type Setup = ReturnType<typeof useSetup>;
