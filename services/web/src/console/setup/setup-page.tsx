import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { ApiProblem, mayDo } from '@vafa/client';
import { CircleAlert, ShieldOff } from 'lucide-react';
import { useEffect, useRef, type ComponentType } from 'react';
import { failureOf } from '../../api/failures.ts';
import { Banner } from '../../kit/banner.tsx';
import { Button } from '../../kit/button.tsx';
import { useClub, WithClub } from '../../kit/club-settings.tsx';
import { formatNumber } from '../../kit/formats/numbers.ts';
import { Empty } from '../../kit/states.tsx';
import type { Person } from '../../sign-in/session.ts';
import { useSetupSay } from './say.ts';
import { BranchesStage } from './branches-stage.tsx';
import { stages, type Stage } from './check.ts';
import { ClubStage } from './club-stage.tsx';
import { Done } from './done.tsx';
import { EarningStage } from './earning-stage.tsx';
import { Preview } from './preview.tsx';
import { Rail } from './rail.tsx';
import { RewardsStage } from './rewards-stage.tsx';
import { StaffStage } from './staff-stage.tsx';
import type { StageProps } from './stage.ts';
import { StartStage } from './start-stage.tsx';
import { TiersStage } from './tiers-stage.tsx';
import { newDraft } from './templates.ts';
import { useTemplateWords } from './use-template-words.ts';
import { useSetup, type Setup } from './use-setup.ts';
import type { setupEn } from './words-en.ts';
import styles from './setup.module.css';

const shown: Readonly<Record<Stage, ComponentType<StageProps>>> = {
  club: ClubStage,
  branches: BranchesStage,
  earning: EarningStage,
  tiers: TiersStage,
  rewards: RewardsStage,
  staff: StaffStage,
  start: StartStage,
};

/** What the club says of answers that only it can judge. */
const refusals: Readonly<Record<string, keyof typeof setupEn>> = {
  club_exists: 'setup.refused.code',
  username_taken: 'setup.refused.username',
};

const causeOf = (failure: unknown, say: ReturnType<typeof useSetupSay>): string => {
  const refusal = failure instanceof ApiProblem ? refusals[failure.code] : undefined;
  return refusal === undefined ? failureOf(failure, say).cause : say(refusal);
};

/** One stage: its question, the answers, and the way on. */
const Question = ({ at, stage, draft, change, faults, isMade, failure, isBusy, ...ways }: Setup) => {
  const say = useSetupSay();
  const { language } = useClub();
  const { back, next, build } = ways;
  const head = useRef<HTMLHeadingElement>(null);
  const before = useRef(at);
  useEffect(() => {
    // Who goes on by keyboard hears the next question.
    if (before.current !== at) head.current?.focus();
    before.current = at;
  }, [at]);
  const Shown = shown[stage];
  const step = { at: formatNumber(at + 1, language), of: formatNumber(stages.length, language) };
  return (
    <>
      <div className={styles.inner}>
        <small>{say('setup.step', step)}</small>
        <h1 ref={head} tabIndex={-1}>
          {say(`setup.ask.${stage}`)}
        </h1>
        <p className={styles.lead}>{say(`setup.ask.${stage}.text`)}</p>
        {faults.size > 0 && (
          <p className={styles.wrong} role="alert">
            {say('setup.mend')}
          </p>
        )}
        <Shown draft={draft} change={change} faults={faults} isMade={isMade} />
        {failure !== undefined && (
          <Banner tone="bad" icon={CircleAlert} title={say('setup.failed')}>
            {causeOf(failure, say)} {say('setup.failed.text')}
          </Banner>
        )}
      </div>
      <div className={styles.bar}>
        <Button kind="quiet" isDisabled={back === undefined || isBusy} onPress={() => back?.()}>
          {say('setup.back')}
        </Button>
        {stage === 'start' ? (
          <Button kind="primary" onPress={build} {...(isBusy && { busy: say('setup.building') })}>
            {say(failure === undefined ? 'setup.build' : 'setup.go-on')}
          </Button>
        ) : (
          <Button kind="primary" onPress={next}>
            {say('setup.next')}
          </Button>
        )}
      </div>
    </>
  );
};

/** Ten questions in seven stages, at the end of which a club runs. */
const Questions = () => {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { language } = useClub();
  const words = useTemplateWords();
  const setup = useSetup(() => newDraft(crypto.randomUUID(), language, words));
  const { draft, isDone, told } = setup;
  const leave = (): void => {
    queries.clear();
    void navigate({ to: '/', reloadDocument: true });
  };
  return (
    <WithClub
      club={{ name: draft.name, zone: draft.zone, calendar: draft.calendar, money: draft.money }}
      language={language}
    >
      <div className={styles.setup}>
        <Rail {...setup} />
        <main className={styles.work}>
          {isDone ? (
            <div className={styles.inner}>
              <Done name={draft.name} code={draft.code} told={told} onLeave={leave} />
            </div>
          ) : (
            <Question {...setup} />
          )}
        </main>
        <Preview draft={draft} />
      </div>
    </WithClub>
  );
};

/** Clubs are made by who belongs to all of them. */
export const SetupPage = ({ person }: { readonly person: Person }) => {
  const say = useSetupSay();
  if (person.club_id === null && mayDo(person.roles, 'createClub')) return <Questions />;
  return (
    <main>
      <Empty icon={ShieldOff} title={say('setup.title')} text={say('setup.not-yours')} />
    </main>
  );
};
