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
import { useSignedIn } from '../../sign-in/use-session.ts';
import { useServiceSay } from './say.ts';
import styles from './service.module.css';

const textMax = 4_000;
/** From here on it is said how much is left. */
const tellLeftFrom = 3_500;

/** What was begun and not sent, by complaint: going to another one and back loses nothing. */
const drafts = new Map<string, string>();

interface ReplyProps {
  readonly complaint: Complaint;
  readonly onAnswered: (complaint: Complaint) => void;
}

/** The answer to a member. Ctrl and Enter sends it. */
export const Reply = ({ complaint, onAnswered }: ReplyProps) => {
  const say = useServiceSay();
  const { person } = useSignedIn();
  const [text, setText] = useState(drafts.get(complaint.id) ?? '');
  const [closes, setCloses] = useState(false);
  const [isMissing, setMissing] = useState(false);
  const area = useRef<HTMLTextAreaElement>(null);
  const sent = useRef('');
  const write = useWrite(
    async (body: { text: string; author: string; close: boolean }, key) => {
      const path = { complaint_id: complaint.id };
      // What is under way is no draft: going to another one and back would offer it a second time.
      drafts.delete(complaint.id);
      try {
        return await api.call('answerComplaint', { path, body, key });
      } catch (error) {
        if (!drafts.has(complaint.id)) drafts.set(complaint.id, body.text);
        throw error;
      }
    },
    (answered) => {
      // What was typed since is the next answer.
      setText((now) => (now.trim() === sent.current ? '' : now));
      setCloses(false);
      tellDone(say(answered.status === 'closed' ? 'reply.sent-closed' : 'reply.sent'));
      onAnswered(answered);
    },
  );
  const send = (): void => {
    const said = text.trim();
    setMissing(said === '');
    if (said === '') area.current?.focus();
    else if (!write.isBusy) {
      sent.current = said;
      void write.run({ text: said, author: person.name, close: closes });
    }
  };
  return (
    <form
      className={styles.reply}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
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
          setText(target.value);
          setMissing(false);
          drafts.set(complaint.id, target.value);
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
        <Tick isSelected={closes} onChange={setCloses}>
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
