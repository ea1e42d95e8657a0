import { Search } from 'lucide-react';
import { ApiProblem, type Member } from '@vafa/client';
import { useEffect, useId, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { failureOf } from '../../api/failures.ts';
import { Button } from '../../kit/button.tsx';
import { useClub } from '../../kit/club-settings.tsx';
import { withDigits } from '../../kit/formats/numbers.ts';
import { Icon } from '../../kit/icon.tsx';
import { Key, Ltr } from '../../kit/marks.tsx';
import { useSay } from '../../kit/say.ts';
import { criterionOf, findByName, isWholePhone, type Unfound } from '../desk/find-members.ts';
import { readMemberCard } from '../desk/member-card.ts';
import { useDesk, useDeskState } from '../desk/use-desk.ts';
import { useTillSay } from '../say.ts';
import styles from './find-member.module.css';

type Found =
  | { readonly state: 'none' | 'looking' }
  | { readonly state: 'found'; readonly text: string; readonly members: readonly Member[] }
  | { readonly state: 'failed'; readonly error: unknown };

/** Names are looked for while they are typed, once the hand rests: look-ups are counted. */
const restMs = 400;

interface FindMemberProps {
  /** Was read and shows no member. */
  readonly unfound: Unfound | undefined;
  /** What stands in the field: a new member begins with it. */
  readonly typed: RefObject<string>;
  readonly onFound: () => void;
  readonly onEnrol: (typed: string) => void;
}

const foundBefore = (unfound: Unfound | undefined): Found => {
  if (unfound === undefined) return { state: 'none' };
  const { text, error } = unfound;
  return error === undefined ? { state: 'found', text, members: [] } : { state: 'failed', error };
};

/** Looks for a member: whoever has the phone or card is taken at once. */
const useSearch = ({ onFound, unfound }: Pick<FindMemberProps, 'onFound' | 'unfound'>) => {
  const desk = useDesk();
  const { isOnline } = useDeskState();
  const [found, setFound] = useState<Found>(() => foundBefore(unfound));
  const turn = useRef(0);
  // An answer that comes once the search has ended is nobody's.
  useEffect(() => () => void turn.current++, []);
  const take = (member: Member): void => {
    desk.choose(member);
    onFound();
  };
  const look = async (text: string): Promise<void> => {
    const criterion = criterionOf(text);
    const own = ++turn.current;
    if (criterion === undefined) return setFound({ state: 'none' });
    if (!isOnline) {
      if (criterion.by === 'name' || criterion.by === 'member') return;
      desk.chooseUnknown(criterion.by, criterion.value);
      return onFound();
    }
    setFound({ state: 'looking' });
    const isAtHand = desk.atHand();
    try {
      if (criterion.by === 'name') {
        const members = await desk.ask((api) => findByName(api, criterion.value));
        if (own === turn.current) setFound(isAtHand() ? { state: 'found', text, members } : { state: 'none' });
        return;
      }
      const card = await desk.ask((api) => readMemberCard(api, criterion));
      if (own !== turn.current) return;
      if (!isAtHand()) return setFound({ state: 'none' });
      if (card === undefined) return setFound({ state: 'found', text, members: [] });
      desk.chooseRead(card);
      onFound();
    } catch (error) {
      if (own !== turn.current) return;
      const isWrong = error instanceof ApiProblem && error.code === 'invalid_phone';
      setFound(isWrong ? { state: 'found', text, members: [] } : { state: 'failed', error });
    }
  };
  return { found, look, take };
};

const MemberOption = ({ member }: { readonly member: Member }) => {
  const say = useTillSay();
  const { language } = useClub();
  const mark = member.phone ?? member.card;
  return (
    <>
      <bdi>{member.name ?? say('who.nameless')}</bdi>
      {mark !== null && (
        <small>
          <Ltr>{withDigits(mark, language)}</Ltr>
        </small>
      )}
    </>
  );
};

/** One field for phone, card and name; arrows walk through what was found, Enter takes it. */
export const FindMember = ({ unfound, typed, onFound, onEnrol }: FindMemberProps) => {
  const say = useTillSay();
  const sayShared = useSay();
  const { isOnline } = useDeskState();
  const [text, setText] = useState('');
  typed.current = text;
  const [at, setAt] = useState(0);
  const { found, look, take } = useSearch({ onFound, unfound });
  const id = useId();
  const members = found.state === 'found' ? found.members : [];
  const isTyped = useRef(false);
  useEffect(() => {
    if (text !== '') isTyped.current = true;
    if (!isTyped.current) return;
    setAt(0);
    if (isWholePhone(text)) return void look(text);
    const timer = setTimeout(() => {
      if (criterionOf(text)?.by === 'name' || text === '') void look(text);
    }, restMs);
    return () => clearTimeout(timer);
    // What is looked for follows the text alone.
  }, [text]);
  const onKey = (event: KeyboardEvent): void => {
    const chosen = members[at];
    if (event.key === 'Enter') {
      event.preventDefault();
      if (chosen === undefined) void look(text);
      else take(chosen);
    }
    if (members.length > 0 && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      setAt((at + (event.key === 'ArrowDown' ? 1 : members.length - 1)) % members.length);
    }
  };
  return (
    <div className={styles.find}>
      <div className={styles.lead}>
        <h2>{say('who.start')}</h2>
        <p>{say(isOnline ? 'who.start-text' : 'who.offline')}</p>
      </div>
      <label className={styles.box}>
        <Icon of={Search} size="sm" />
        <input
          id={`${id}-field`}
          data-home="member"
          role="combobox"
          aria-label={say('who.search')}
          aria-expanded={members.length > 0}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          {...(members[at] !== undefined && { 'aria-activedescendant': `${id}-${String(at)}` })}
          autoComplete="off"
          spellCheck={false}
          placeholder={say('who.search')}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKey}
        />
        <Key>F2</Key>
      </label>
      <ul
        id={`${id}-list`}
        role="listbox"
        aria-label={say('who.found')}
        className={styles.list}
        hidden={members.length === 0}
      >
        {members.map((member, each) => (
          <li
            key={member.id}
            id={`${id}-${String(each)}`}
            role="option"
            aria-selected={each === at}
            className={styles.option}
            onClick={() => take(member)}
          >
            <MemberOption member={member} />
          </li>
        ))}
      </ul>
      <div role="status" className={styles.note}>
        {found.state === 'looking' && say('who.finding')}
        {found.state === 'failed' && failureOf(found.error, sayShared).cause}
        {found.state === 'found' && members.length === 0 && say('who.none', { text: found.text })}
      </div>
      {found.state === 'found' && members.length === 0 && isOnline && (
        <Button kind="link" onPress={() => onEnrol(found.text)}>
          {say('who.enrol')}
        </Button>
      )}
    </div>
  );
};
