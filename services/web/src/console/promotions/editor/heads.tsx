import { Field } from '../../../kit/field.tsx';
import { MomentField } from '../../../kit/moment-field.tsx';
import { usePromotionsSay } from '../say.ts';
import { withField } from '../terms/json.ts';
import type { Written } from '../written.ts';
import { useEditing } from './editing.tsx';
import { nameMost } from './optional.ts';
import styles from './editor.module.css';

const most = { code: 40, name: 200 } as const;

export interface HeadsProps {
  readonly written: Written;
  readonly isNew: boolean;
  readonly onChange: (changes: Partial<Written>) => void;
}

const dateOf = (text: string | null): Date | undefined => (text === null ? undefined : new Date(text));

/** Who it is, when it runs, and which control group gets nothing. */
export const Heads = ({ written, isNew, onChange }: HeadsProps) => {
  const say = usePromotionsSay();
  const { errorWithin } = useEditing();
  const { terms } = written;
  return (
    <>
      <div className={styles.pair}>
        <Field
          label={say('edit.name')}
          hint={say('edit.name.hint')}
          error={errorWithin(['name'])}
          value={written.name}
          onChange={(name) => onChange({ name: name.slice(0, most.name) })}
        />
        <Field
          label={say('edit.code')}
          hint={say('edit.code.hint')}
          error={errorWithin(['code'])}
          isLtr
          isDisabled={!isNew}
          value={written.code}
          onChange={(code) => onChange({ code: code.toLowerCase().slice(0, most.code) })}
        />
        <MomentField
          label={say('edit.from')}
          hint={say('edit.from.hint')}
          error={errorWithin(['starts_at'])}
          isOptional
          clearLabel={say('edit.clear')}
          value={dateOf(written.starts_at)}
          onChange={(at) => onChange({ starts_at: at?.toISOString() ?? null })}
        />
        <MomentField
          label={say('edit.until')}
          hint={say('edit.until.hint')}
          error={errorWithin(['ends_at'])}
          isOptional
          clearLabel={say('edit.clear')}
          value={dateOf(written.ends_at)}
          onChange={(at) => onChange({ ends_at: at?.toISOString() ?? null })}
        />
        <Field
          label={say('edit.hold-out')}
          hint={say('edit.hold-out.hint')}
          error={errorWithin(['terms', 'hold_out'])}
          isOptional
          value={typeof terms.hold_out === 'string' ? terms.hold_out : ''}
          onChange={(text) =>
            onChange({ terms: withField(terms, 'hold_out', text === '' ? undefined : text.slice(0, nameMost)) })
          }
        />
      </div>
    </>
  );
};
