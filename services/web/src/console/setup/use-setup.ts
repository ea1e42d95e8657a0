import { useEffect, useState } from 'react';
import { isOpenEnded } from '../../api/intent.ts';
import { keepClub } from '../../sign-in/kept-club.ts';
import { buildClub, nothingTold, type Progress, type Told } from './build-club.ts';
import { faultsOf, stages, type Faults, type Stage } from './check.ts';
import type { Draft } from './draft.ts';
import { forgetSetup, keepSetup, keptSetup } from './kept-draft.ts';
import { plan, type Step } from './plan.ts';

const stageOf: Readonly<Record<Step['subject'], Stage>> = {
  club: 'club',
  branches: 'branches',
  rule: 'earning',
  tiers: 'tiers',
  rewards: 'rewards',
  staff: 'staff',
  // Nothing of it was answered: it is tried again where it was asked for.
  till: 'start',
};

const lastStage = stages.length - 1;

type Keep = (progress: Progress) => void;

/** The club being made from the answers: nothing is made twice, and what failed is gone on with. */
const useBuilding = (draft: Draft, progress: Progress, keep: Keep, onRefused: (step: Step) => void) => {
  const [failure, setFailure] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const [told, setTold] = useState<Told>(nothingTold);
  const [isDone, setDone] = useState(false);
  const build = async (): Promise<void> => {
    setBusy(true);
    setFailure(undefined);
    const hear = (reached: Progress, known: Told): void => {
      setTold(known);
      keep(reached);
    };
    const built = await buildClub(draft, progress, hear, told);
    setBusy(false);
    setTold(built.told);
    if (built.failed !== undefined) {
      const { step, error } = built.failed;
      setFailure(error);
      if (!isOpenEnded(error)) onRefused(step);
      return;
    }
    keepClub(draft.code);
    forgetSetup();
    setDone(true);
  };
  return { build, failure, isBusy, told, isDone };
};

/** Where the owner stands in the set-up, and what was answered; the browser keeps both, or it begins afresh. */
export const useSetup = (fresh: () => Draft) => {
  const [{ draft, ...progress }, setSetup] = useState(() => keptSetup(fresh()));
  const { made, open } = progress;
  const [at, setAt] = useState(made.length > 0 || open !== undefined ? lastStage : 0);
  const [isTried, setTried] = useState(false);
  const goTo = (place: number, tried = false): void => {
    setTried(tried);
    setAt(place);
  };
  const keep = (reached: Progress): void => {
    // A step has its key before it is sent, whatever becomes of the page.
    keepSetup({ draft, ...reached });
    setSetup((setup) => ({ draft: setup.draft, ...reached }));
  };
  const isMade = (step: string): boolean => made.includes(step) || open?.id === step;
  /** Whether all that an answer of this stage said stands already, or may stand. */
  const isClosed = (each: Stage): boolean => {
    const steps = plan(draft).filter(({ subject }) => stageOf[subject] === each);
    return steps.length > 0 && steps.every(({ id }) => isMade(id));
  };
  // What was refused is mended where it was answered.
  const onRefused = ({ subject }: Step): void => goTo(stages.indexOf(stageOf[subject]));
  const building = useBuilding(draft, progress, keep, onRefused);
  const { isDone } = building;
  useEffect(() => {
    if (!isDone) keepSetup({ draft, made, open });
  }, [draft, made, open, isDone]);

  const stage = stages[at] ?? 'club';
  const faults = faultsOf(stage, draft);
  const before = stages.findLastIndex((each, place) => place < at && !isClosed(each));
  return {
    ...building,
    draft,
    at,
    stage,
    goTo,
    /** To the stage before this one that can still be answered otherwise; undefined: there is none. */
    back: before < 0 ? undefined : () => goTo(before),
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
    isMade,
    isClosed,
  };
};

export type Setup = ReturnType<typeof useSetup>;
