import { Choices } from '../../../kit/choices.tsx';
import { Field, NumberField, Tick } from '../../../kit/field.tsx';
import { usePromotionsSay } from '../say.ts';
import { withField, type JsonObject } from '../terms/json.ts';
import { useEditing } from './editing.tsx';
import { FieldNote } from './field-note.tsx';
import { nameMost } from './optional.ts';
import styles from './editor.module.css';

const ways = ['stackable', 'best_in_group', 'exclusive', 'always'] as const;
const priorityMost = 1_000_000;

export interface TermsProps {
  readonly terms: JsonObject;
  readonly onChange: (terms: JsonObject) => void;
}

/** How it stands beside other promotions. What a way does not have goes with it. */
export const CombineFields = ({ terms, onChange }: TermsProps) => {
  const say = usePromotionsSay();
  const { errorWithin } = useEditing();
  const how = typeof terms.combine === 'string' ? terms.combine : 'stackable';
  const put = (name: string, value: JsonObject[string] | undefined): void => onChange(withField(terms, name, value));
  const choose = (way: string): void => {
    const kept = withField(
      withField(terms, 'group', way === 'best_in_group' ? (terms.group ?? '') : undefined),
      'excludes_all',
      way === 'exclusive' ? terms.excludes_all : undefined,
    );
    onChange(withField(kept, 'combine', way === 'stackable' ? undefined : way));
  };
  return (
    <>
      <FieldNote error={errorWithin(['terms', 'combine'])}>
        <Choices
          label={say('combine.label')}
          value={how}
          options={ways.map((id) => ({ id, name: say(`combine.${id}`), more: say(`combine.${id}.more`) }))}
          onChoose={choose}
        />
      </FieldNote>
      {how === 'best_in_group' && (
        <Field
          label={say('combine.group')}
          hint={say('combine.group.hint')}
          error={errorWithin(['terms', 'group'])}
          value={typeof terms.group === 'string' ? terms.group : ''}
          onChange={(text) => put('group', text.slice(0, nameMost))}
        />
      )}
      {how === 'exclusive' && (
        <FieldNote error={errorWithin(['terms', 'excludes_all'])}>
          <Tick isSelected={terms.excludes_all === true} onChange={(isOn) => put('excludes_all', isOn || undefined)}>
            {say('combine.excludes-all.tick')}
          </Tick>
        </FieldNote>
      )}
      <div className={styles.pair}>
        <NumberField
          label={say('combine.priority.label')}
          hint={say('combine.priority.hint')}
          error={errorWithin(['terms', 'priority'])}
          isOptional
          value={typeof terms.priority === 'number' ? terms.priority : Number.NaN}
          least={-priorityMost}
          most={priorityMost}
          onChange={(next) => put('priority', Number.isNaN(next) || next === 0 ? undefined : next)}
        />
      </div>
    </>
  );
};
