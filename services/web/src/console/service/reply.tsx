import type { Complaint } from '@vafa/client';
import { Send } from 'lucide-react';
import { useRef, useState } from 'react';
import { api } from '../../api/client.ts';
import { useWrite } from '../../api/use-write.ts';
import { Button } from '../../kit/button.tsx';
import { Tick } from '../../kit/field.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { Icon } from '../../kit/icon.tsx';
import { Key } from '../../kit/marks.tsx';
import { tellDone } from '../../kit/toast.tsx';
import { LeftDraft } from '../../drafts/left-draft.tsx';
import { useDraft } from '../../drafts/use-draft.ts';
import { useSignedIn } from '../../sign-in/use-session.ts';
import { useServiceSay } from './say.ts';
import styles from './service.module.css';

const textMax = 4_000;
/** From here on it is said how much is left. */
const tellLeftFrom = 3_500;

interface Begun {
  readonly text: string;
  readonly closes: boolean;
}

const nothing: Begun = { text: '', closes: false };

const begunOf = (kept: unknown): Begun | undefined => {
  const { text, closes } = kept as Partial<Begun>;
  return typeof text === 'string' ? { text, closes: closes === true } : undefined;
};

interface ReplyProps {
  readonly complaint: Complaint;
  readonly onAnswered: (complaint: Complaint) => void;
}

/** The answer to a member. Ctrl and Enter sends it. */
export const Reply = ({ complaint, onAnswered }: ReplyProps) => {
  const say = useServiceSay();
  const { person } = useSignedIn();
  const draft = useDraft(`reply/${complaint.id}`, nothing, begunOf);
  const { text, closes } = draft.value;
  const [isMissing, setMissing] = useState(false);
  const area = useRef<HTMLTextAreaElement>(null);
  const write = useWrite(
    (body: { text: string; author: string; close: boolean }, key) => {
      const path = { complaint_id: complaint.id };
      return draft.send(draft.value, () => api.call('answerComplaint', { path, body, key }));
    },
    (answered) => {
      tellDone(say(answered.status === 'closed' ? 'reply.sent-closed' : 'reply.sent'));
      onAnswered(answered);
    },
  );
  const send = (): void => {
    const said = text.trim();
    setMissing(said === '');
    if (said === '') area.current?.focus();
    else if (!write.isBusy) void write.run({ text: said, author: person.name, close: closes });
  };
  return (
    <form
      className={styles.reply}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <LeftDraft draft={draft} />
      <label htmlFor="reply">{say('reply.label')}</label>
      <textarea
        id="reply"
        ref={area}
        className={styles.draft}
        value={text}
        maxLength={textMax}
        rows={3}
        placeholder={say('reply.placeholder')}
        aria-invalid={isMissing || undefined}
        aria-describedby="reply-hint"
        onChange={({ target }) => {
          draft.set((now) => ({ ...now, text: target.value }));
          setMissing(false);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          send();
        }}
      />
      <FormProblem
        failure={write.failure}
        text={write.code === 'too_many_answers' ? say('reply.too-many') : undefined}
      />
      <div className={styles.replyFoot}>
        <Tick isSelected={closes} onChange={(isLast) => draft.set((now) => ({ ...now, closes: isLast }))}>
          {say('reply.close')}
        </Tick>
        <span id="reply-hint" className={styles.hint} data-bad={isMissing || undefined}>
          {isMissing
            ? say('reply.empty')
            : text.length >= tellLeftFrom
              ? say('reply.left', { count: textMax - text.length })
              : text !== '' && say('reply.draft')}
        </span>
        <Button type="submit" kind="primary" busy={write.isBusy ? say('reply.sending') : undefined}>
          <Icon of={Send} size="sm" flip />
          {say(closes ? 'reply.send-close' : 'reply.send')}
          <span className={styles.keys} aria-hidden>
            <Key>Ctrl ↵</Key>
          </span>
        </Button>
      </div>
    </form>
  );
};
