import { ApiProblem } from '@vafa/client';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { DateField } from '../../kit/date-field.tsx';
import { Field } from '../../kit/field.tsx';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { plainDigits } from '../../kit/formats/numbers.ts';
import { tellDone } from '../../kit/toast.tsx';
import { ChangedBetween } from '../parts/changed-between.tsx';
import { useSettingsForm } from '../parts/use-settings-form.ts';
import { useConsoleSay } from '../words/say.ts';
import { useMemberChanged, type Member } from './member-head.ts';
import styles from './profile.module.css';

const fields = ['name', 'phone', 'email', 'card', 'external_id', 'birth_date'] as const;
type FieldName = (typeof fields)[number];
type Values = Readonly<Record<FieldName, string>>;

const empty: Values = { name: '', phone: '', email: '', card: '', external_id: '', birth_date: '' };
/** What is not shown is not written over: a masked number would take the place of the whole one. */
const hiddenFrom: ReadonlySet<FieldName> = new Set(['phone', 'email', 'card', 'birth_date']);

const valuesOf = (member: Member): Values => ({
  ...empty,
  ...Object.fromEntries(fields.map((name) => [name, member[name] ?? ''])),
});

const typed = (name: FieldName, value: string): string =>
  name === 'phone' || name === 'card' ? plainDigits(value).trim() : value.trim();

/** What is sent: what changed, and null where something was taken away. */
const changesOf = (before: Values, after: Values): Partial<Record<FieldName, string | null>> =>
  Object.fromEntries(
    fields
      .filter((name) => typed(name, after[name]) !== before[name])
      .map((name) => [name, typed(name, after[name]) || null]),
  );

const codes: Readonly<Record<string, 'member.taken' | 'member.changed' | 'member.bad-phone'>> = {
  identity_taken: 'member.taken',
  member_changed: 'member.changed',
  invalid_phone: 'member.bad-phone',
};

const seenIn = ({ of }: { readonly of: Member | undefined }): Values => (of === undefined ? empty : valuesOf(of));

interface MemberFormProps {
  /** Who is corrected; without one somebody is enrolled. */
  readonly member?: Member;
  readonly onClose: () => void;
  readonly onEnrolled?: (id: string) => void;
}

/** Enrols a member, or corrects one with a reason. */
export const MemberForm = ({ member, onClose, onEnrolled }: MemberFormProps) => {
  const say = useConsoleSay();
  const changed = useMemberChanged();
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const [errors, setErrors] = useState<Partial<Record<FieldName, string>>>({});
  const isNew = member === undefined;
  const write = useSettingsForm({
    thing: { of: member },
    termsOf: seenIn,
    beside: reason.trim(),
    read: async () => ({
      of: member && (await api.call('getMember', { path: { member_id: member.id } })),
    }),
    send: async (terms: Values, { of }, key) => {
      setErrors({});
      const asked = changesOf(seenIn({ of }), terms);
      const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== null));
      try {
        return {
          of:
            of === undefined
              ? await api.call('enrolMember', { body: given, key })
              : await api.call('correctMember', {
                  path: { member_id: of.id },
                  body: { ...asked, reason: reason.trim(), revision: of.revision } as object,
                  key,
                }),
        };
      } catch (error) {
        if (error instanceof ApiProblem) setErrors(placesOf(error));
        throw error;
      }
    },
    onDone: ({ of: { id } }) => {
      changed();
      tellDone(say(isNew ? 'member.enrolled' : 'member.corrected'));
      onClose();
      onEnrolled?.(id);
    },
  });
  const values = write.terms;
  const placesOf = ({ errors: places, code, details }: ApiProblem): Partial<Record<FieldName, string>> => {
    if (code === 'invalid_phone') return { phone: say('member.bad-phone') };
    if (code === 'identity_taken') {
      const place = fields.find((name) => name === details.kind || `${name}_number` === details.kind);
      return place === undefined ? {} : { [place]: say('member.taken') };
    }
    return Object.fromEntries(
      places.flatMap(({ pointer }) => {
        const name = fields.find((each) => pointer === `/${each}`);
        return name === undefined ? [] : [[name, say('member.bad-value')]];
      }),
    );
  };
  const isNothing = Object.keys(changesOf(seenIn({ of: member }), values)).length === 0;
  const isReasonMissing = !isNew && reason.trim() === '';
  const submit = (): void => {
    setTried(true);
    if (!isNothing && !isReasonMissing) write.save();
  };
  const shown = fields.filter((name) => member?.masked !== true || !hiddenFrom.has(name));
  const known = codes[write.code ?? ''];
  return (
    <FormDialog
      title={isNew ? say('members.enrol') : say('member.correct-title')}
      text={say(isNew ? 'member.enrol-text' : 'member.correct-text')}
      act={say(isNew ? 'member.enrol' : 'member.save')}
      busy={write.isBusy ? say('member.saving') : undefined}
      onSubmit={submit}
      onClose={onClose}
    >
      <div className={styles.two}>
        {shown.map((name) => {
          const given = {
            label: say(`member.${name}`),
            value: values[name],
            error: errors[name],
            onChange: (value: string) => write.change({ [name]: value }),
          };
          return name === 'birth_date' ? (
            <DateField key={name} {...given} isOptional />
          ) : (
            <Field key={name} {...given} isOptional={isNew && name !== 'phone'} isLtr={name !== 'name'} />
          );
        })}
      </div>
      {!isNew && (
        <Field
          label={say('adjust.reason')}
          hint={say('member.reason-hint')}
          error={isTried && isReasonMissing ? say('adjust.reason-missing') : undefined}
          value={reason}
          onChange={setReason}
        />
      )}
      {isTried && isNothing && <FormProblem text={say('member.nothing')} />}
      <FormProblem {...(known === undefined ? { failure: write.failure } : { text: say(known) })} />
      <ChangedBetween
        between={write.between}
        isBusy={write.isBusy}
        settings={shown.map((name) => ({
          name: say(`member.${name}`),
          of: (terms: Values) => typed(name, terms[name]),
        }))}
      />
    </FormDialog>
  );
};
