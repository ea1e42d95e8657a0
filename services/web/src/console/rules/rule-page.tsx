import type { EarningRule } from '@vafa/client';
import { ApiProblem } from '@vafa/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { SearchX, Users } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { api } from '../../api/client.ts';
import { failureOf } from '../../api/failures.ts';
import { useWrite } from '../../api/use-write.ts';
import { Banner } from '../../kit/banner.tsx';
import { Card } from '../../kit/card.tsx';
import { useClub, useDays } from '../../kit/club-settings.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { formatDay } from '../../kit/formats/dates.ts';
import { formatNumber } from '../../kit/formats/numbers.ts';
import { Badge } from '../../kit/marks.tsx';
import { Empty, Failed, Loading } from '../../kit/states.tsx';
import { tellDone } from '../../kit/toast.tsx';
import { LeftDraft } from '../../drafts/left-draft.tsx';
import { useMay } from '../../sign-in/use-session.ts';
import { aside } from '../parts/aside.ts';
import { useBranches } from '../parts/branches.ts';
import { LinkButton } from '../parts/link-button.tsx';
import { Columns, Page, Stack } from '../parts/page.tsx';
import { useList, type List } from '../parts/use-list.ts';
import { draftOf, faultsOf, isSame, ruleOf, type Draft } from './draft.ts';
import { PublishAct } from './publish-act.tsx';
import { ReplayCard } from './replay-card.tsx';
import { RuleForm } from './rule-form.tsx';
import { RuleMark, useRateText } from './rule-words.tsx';
import { useConsoleSay } from '../words/say.ts';
import { useRulesSay } from './say.ts';
import { TrialCard } from './trial-card.tsx';
import { useTerms } from './use-terms.ts';
import { VersionsCard } from './versions-card.tsx';

interface EditorProps {
  /** The newest version; undefined of a new rule. */
  readonly rule: EarningRule | undefined;
  readonly versions: List<EarningRule> | undefined;
  readonly onPublished?: (made: EarningRule) => void;
}

const Newer = ({ version }: { readonly version: number }) => {
  const say = useRulesSay();
  const { language } = useClub();
  return (
    <Banner tone="warn" icon={Users} title={say('rule.newer', { version: formatNumber(version, language) })}>
      {say('rule.newer.text')}
    </Banner>
  );
};

/** Whether a rule waits for a second person; who may not publish one has no need to know. */
const useNeedsSecond = (): boolean => {
  const may = useMay();
  const enabled = may('getApprovalSettings');
  const queryFn = () => api.call('getApprovalSettings');
  return useQuery({ queryKey: ['approval-settings', 'edit'], queryFn, enabled, ...aside }).data?.rules === true;
};

/** What follows from publishing it. */
const useConsequences = (draft: Draft, isFaulty: boolean): string => {
  const say = useRulesSay();
  const consoleSay = useConsoleSay();
  const days = useDays();
  const rate = useRateText();
  const needsSecond = useNeedsSecond();
  return [
    say('rule.publish.text', { rate: isFaulty ? '' : rate(ruleOf(draft)) }),
    ...(draft.valid_from !== undefined && draft.valid_from < new Date()
      ? [say('rule.publish.back', { day: formatDay(draft.valid_from, days) })]
      : []),
    ...(needsSecond ? [consoleSay('approvals.rule-waits')] : []),
  ].join(' ');
};

interface Seen {
  readonly terms: Draft;
  /** The newest version that was seen; 0: none. */
  readonly seen: number;
}

const publishSeen = async ({ terms, seen }: Seen, key: string, onUnseen?: () => void): Promise<EarningRule> => {
  try {
    const body = { ...ruleOf(terms), ...(seen > 0 && { version: seen }) };
    return await api.call('publishEarningRule', { body, key });
  } catch (error) {
    if (error instanceof ApiProblem && error.code === 'rule_changed') onUnseen?.();
    throw error;
  }
};

const Editor = ({ rule, versions, onPublished }: EditorProps) => {
  const say = useRulesSay();
  const consoleSay = useConsoleSay();
  const days = useDays();
  const may = useMay();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { language } = useClub();
  const { published, known, left, change } = useTerms(rule);
  const { terms: draft, version: begunWith } = left.value;
  const [isTried, setTried] = useState(false);
  const fields = useRef<HTMLDivElement>(null);
  const { branches } = useBranches();
  const faults = faultsOf(draft);
  const isFaulty = Object.keys(faults).length > 0;
  const same = rule !== undefined && !isFaulty && isSame(draft, published);
  const newest = versions?.items?.[0];
  const isNewer = newest !== undefined && newest.version > begunWith;
  /** The newest that is known here; 0: none. */
  const latest = isNewer ? newest.version : known;
  const next = formatNumber(latest + 1, language);
  const write = useWrite(
    // The version that was not seen is told above the draft, which stays.
    (body: Seen, key) =>
      left.send(
        { terms: body.terms, version: begunWith },
        () => publishSeen(body, key, versions?.retry),
        (made) => ({ terms: draftOf(made), version: made.version }),
      ),
    (made, isHere) => {
      onPublished?.(made);
      tellDone(say('rule.published', { name: made.name, version: formatNumber(made.version, language) }));
      void queries.invalidateQueries({ queryKey: ['list'] });
      void queries.invalidateQueries({ queryKey: ['rule-names'] });
      if (rule === undefined && isHere)
        void navigate({ to: '/rules/$rule', params: { rule: made.code }, replace: true });
    },
    () => {
      void queries.invalidateQueries({ queryKey: ['list'] });
      tellDone(consoleSay('approvals.waits'));
    },
  );
  const consequences = useConsequences(draft, isFaulty);
  const publish = (
    <PublishAct
      name={draft.name.trim()}
      next={next}
      latest={latest}
      consequences={consequences}
      fields={fields}
      isSame={same}
      isBusy={write.isBusy}
      onFaulty={isFaulty ? () => setTried(true) : undefined}
      onPublish={(seen) => void write.run({ terms: draft, seen })}
    />
  );
  return (
    <Page
      title={rule === undefined ? say('rule.new.title') : rule.name}
      mark={rule === undefined || !same ? <Badge tone="line">{say('rule.draft')}</Badge> : <RuleMark rule={rule} />}
      scope={
        rule === undefined
          ? say('rule.scope.new')
          : say('rule.scope', {
              version: formatNumber(rule.version, language),
              day: formatDay(new Date(rule.published_at), days),
            })
      }
      acts={may('publishEarningRule') && publish}
    >
      <Columns
        main={
          <Stack>
            <LeftDraft draft={left} />
            {isNewer && <Newer version={newest.version} />}
            <FormProblem
              failure={write.code === 'rule_changed' && isNewer ? undefined : write.failure}
              text={isTried && isFaulty ? say('rule.fix') : undefined}
            />
            <RuleForm
              fields={fields}
              draft={draft}
              faults={isTried ? faults : {}}
              isNew={rule === undefined}
              branches={branches}
              onChange={change}
            />
          </Stack>
        }
        side={
          <Stack>
            <TrialCard draft={draft} branches={branches} />
            {may('replayEarningRules') && <ReplayCard draft={draft} />}
            {versions !== undefined && (
              <VersionsCard
                versions={versions}
                isNewer={isNewer}
                onUse={(old) => {
                  change(draftOf(old));
                  tellDone(say('versions.used', { version: formatNumber(old.version, language) }));
                }}
              />
            )}
          </Stack>
        }
      />
    </Page>
  );
};

const Known = ({ code }: { readonly code: string }) => {
  const say = useRulesSay();
  const versions = useList('listRuleVersions', { path: { code } });
  const newest = versions.items?.[0];
  // What is being written stays when somebody else publishes; their version is told and stands among the others.
  const [begun, setBegun] = useState<EarningRule>();
  useEffect(() => setBegun((known) => known ?? newest), [newest]);
  const rule = begun ?? newest;
  if (rule !== undefined) return <Editor key={rule.id} rule={rule} versions={versions} onPublished={setBegun} />;
  const isMissing = versions.error instanceof ApiProblem && versions.error.status === 404;
  return (
    <Page title={say('rules.title')}>
      <Card isBare>
        {versions.error === null ? (
          <Loading lines={8} />
        ) : isMissing ? (
          <Empty
            icon={SearchX}
            title={say('rule.missing')}
            text={say('rule.missing.text')}
            acts={<LinkButton to="/rules">{say('rule.to-list')}</LinkButton>}
          />
        ) : (
          <Failed what={say('versions.failed')} failure={failureOf(versions.error, say)} onRetry={versions.retry} />
        )}
      </Card>
    </Page>
  );
};

/** One rule: its next version as a draft, a dry run of it, and the versions that were. */
export const RulePage = () => {
  const { rule: code }: { readonly rule?: string } = useParams({ strict: false });
  return code === undefined ? <Editor rule={undefined} versions={undefined} /> : <Known key={code} code={code} />;
};
