import type { Promotion } from '@vafa/client';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { PencilLine, Save } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { LeftDraft } from '../../../drafts/left-draft.tsx';
import { Banner } from '../../../kit/banner.tsx';
import { Button } from '../../../kit/button.tsx';
import { FormProblem } from '../../../kit/form-problem.tsx';
import { Icon } from '../../../kit/icon.tsx';
import { Badge, Ltr } from '../../../kit/marks.tsx';
import { Loading } from '../../../kit/states.tsx';
import { tellDone } from '../../../kit/toast.tsx';
import { useMay } from '../../../sign-in/use-session.ts';
import { ChangedBetween } from '../../parts/changed-between.tsx';
import { latePart } from '../../parts/late-part.tsx';
import { Columns, Page, Stack } from '../../parts/page.tsx';
import { whileWritten } from '../../parts/while-written.ts';
import { promotionKey } from '../keys.ts';
import { PromotionUnread } from '../promotion-unread.tsx';
import { usePromotionsSay } from '../say.ts';
import { usePromotion } from '../use-promotion.ts';
import { useSays } from '../use-says.ts';
import { WithEditing } from './editing.tsx';
import { useFlawLines, useShownSettings } from './flaw-lines.ts';
import { PromotionForm } from './promotion-form.tsx';
import { useEditor } from './use-editor.ts';
import styles from './editor.module.css';

const TrialCard = latePart(async () => (await import('../trial/trial-card.tsx')).TrialCard, {
  waiting: <Loading lines={4} />,
});

interface EditorProps {
  readonly of: Promotion;
  readonly name: string;
  readonly toFill?: readonly string[];
}

/** The form of one promotion, with a trial of it beside. */
export const PromotionEditor = ({ of, name, toFill = [] }: EditorProps) => {
  const say = usePromotionsSay();
  const may = useMay();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const isNew = of.revision === 0;
  const editor = useEditor({
    of,
    name,
    toFill,
    onSaved: (now, isHere) => {
      queries.setQueryData(promotionKey(now.code), now);
      void queries.invalidateQueries();
      tellDone(say('edit.saved', { name: now.name }));
      if (isHere) void navigate({ to: '/promotions/$promotion', params: { promotion: now.code }, replace: true });
    },
  });
  const { terms: written, change, save, isBusy, failure, code, between } = editor.form;
  const flawLines = useFlawLines(editor.flaws);
  const says = useSays();
  const settings = useShownSettings(says);
  const isRefused = code === 'invalid_promotion' || code === 'invalid_request';
  // Whoever has no mouse goes on where the first mistake is.
  useEffect(() => {
    if (isRefused && !isBusy)
      form.current?.querySelector<HTMLElement>(':is(input, textarea, button)[aria-invalid="true"]')?.focus();
  }, [isRefused, isBusy]);
  return (
    <Page
      title={isNew ? say('edit.title.new') : of.name}
      mark={<Badge tone="line">{say('promo.state.draft')}</Badge>}
      scope={isNew ? say('edit.scope.new') : <Ltr>{of.code}</Ltr>}
      acts={
        <Button kind="primary" busy={isBusy ? say('edit.saving') : undefined} onPress={() => save()}>
          <Icon of={Save} size="sm" />
          {say('edit.save')}
        </Button>
      }
    >
      <Columns
        main={
          <form
            ref={form}
            className={styles.form}
            onSubmit={(event) => {
              event.preventDefault();
              if (!isBusy) save();
            }}
          >
            <LeftDraft draft={editor.left} />
            <ChangedBetween between={between} settings={settings} isBusy={isBusy} />
            {isRefused && flawLines.length > 0 && <FormProblem text={flawLines.join(' ')} />}
            {toFill.length > 0 && !isRefused && editor.flaws.size > 0 && (
              <Banner tone="warn" icon={PencilLine} title={say('edit.to-fill')}>
                {say('edit.to-fill.text')}
              </Banner>
            )}
            {!isRefused && (
              <FormProblem
                failure={failure}
                text={code === 'promotion_code_taken' ? say('life.code-taken') : undefined}
              />
            )}
            <WithEditing flaws={editor.flaws} says={says}>
              <PromotionForm written={written} isNew={isNew} onChange={change} />
            </WithEditing>
          </form>
        }
        side={<Stack>{may('tryPromotions') && <TrialCard written={written} />}</Stack>}
      />
    </Page>
  );
};

/** Writes a promotion that is there. */
export const EditPage = () => {
  const { promotion: code = '' }: { readonly promotion?: string } = useParams({ strict: false });
  const read = usePromotion(code, whileWritten);
  if (read.data) return <PromotionEditor key={read.data.id} of={read.data} name={code} />;
  return <PromotionUnread read={read} />;
};
