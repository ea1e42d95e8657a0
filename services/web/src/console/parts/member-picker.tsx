import type { Member } from '@vafa/client';
import { useMutation } from '@tanstack/react-query';
import { Search } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { failureOf } from '../../api/failures.ts';
import { Button } from '../../kit/button.tsx';
import { useClub } from '../../kit/club-settings.tsx';
import { Field } from '../../kit/field.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { initialsOf } from '../../kit/formats/initials.ts';
import { withDigits } from '../../kit/formats/numbers.ts';
import { Icon } from '../../kit/icon.tsx';
import { Avatar, Ltr } from '../../kit/marks.tsx';
import { memberQuery } from '../members/member-query.ts';
import { useConsoleSay } from '../words/say.ts';
import styles from './member-picker.module.css';

/** Who is picked; what is not known of them is not shown. */
type Picked = Pick<Member, 'id' | 'name'> & Partial<Member>;

interface MemberPickerProps {
  readonly member: Picked | undefined;
  readonly onPick: (member: Member | undefined) => void;
  /** What is wrong with what is picked. */
  readonly error?: string | undefined;
}

const shownMax = 8;

const Person = ({ member }: { readonly member: Picked }) => {
  const say = useConsoleSay();
  const { language } = useClub();
  const { name, phone, card, external_id: external } = member;
  const known = phone ?? card ?? external ?? '';
  return (
    <>
      <Avatar initials={initialsOf(name ?? '')} />
      <span className={styles.text}>
        <b>
          <bdi>{name ?? say('members.nameless')}</bdi>
        </b>
        {known !== '' && (
          <small>
            <Ltr>{withDigits(known, language)}</Ltr>
          </small>
        )}
      </span>
    </>
  );
};

/** Finds one member by phone, card, number or name. */
export const MemberPicker = ({ member, onPick, error }: MemberPickerProps) => {
  const say = useConsoleSay();
  const [typed, setTyped] = useState('');
  const find = useMutation({
    mutationFn: async (text: string) =>
      (await api.call('findMembers', { query: { ...memberQuery(text), page_size: shownMax } })).items,
    onSuccess: ([only, ...others]) => {
      if (only !== undefined && others.length === 0) onPick(only);
    },
  });
  const search = (): void => {
    if (typed.trim() !== '') find.mutate(typed);
  };
  if (member !== undefined)
    return (
      <div className={styles.picked}>
        <Person member={member} />
        <Button small onPress={() => onPick(undefined)}>
          {say('picker.others')}
        </Button>
      </div>
    );
  return (
    <div className={styles.picker}>
      <div
        className={styles.search}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          search();
        }}
      >
        <Field
          label={say('picker.member')}
          hint={say('picker.hint')}
          error={error ?? (find.data?.length === 0 ? say('picker.none') : undefined)}
          value={typed}
          onChange={(text) => {
            setTyped(text);
            find.reset();
          }}
        />
        <Button onPress={search} busy={find.isPending ? say('picker.finding') : undefined}>
          <Icon of={Search} size="sm" />
          {say('picker.find')}
        </Button>
      </div>
      {find.error !== null && <FormProblem failure={failureOf(find.error, say)} />}
      {(find.data?.length ?? 0) > 1 && (
        <ul className={styles.found} aria-label={say('picker.who')}>
          {find.data?.map((each) => (
            <li key={each.id}>
              <button type="button" onClick={() => onPick(each)}>
                <Person member={each} />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
};
