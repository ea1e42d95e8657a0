import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../kit/button.tsx';
import { Field } from '../../../kit/field.tsx';
import { Icon } from '../../../kit/icon.tsx';
import { WordsOf } from '../../parts/words-of.tsx';
import { SomeOf } from '../../rules/some-of.tsx';
import { usePromotionsSay } from '../say.ts';
import { fieldOf, isObject, textsOf, withField, type JsonObject } from '../terms/json.ts';
import { useEditing } from './editing.tsx';
import { nameMost } from './optional.ts';
import styles from './editor.module.css';

const namesMost = 10_000;
/** Within what is left out something may be left out again; deeper nobody reads it. */
const depthMost = 2;

interface GoodsFormProps {
  readonly value: JsonObject;
  readonly onChange: (value: JsonObject) => void;
  readonly depth: number;
}

/** Attributes of lines, each with the values that count. */
const Attributes = ({ value, onChange }: Omit<GoodsFormProps, 'depth'>) => {
  const say = usePromotionsSay();
  const [name, setName] = useState('');
  const known = isObject(value.attributes) ? value.attributes : {};
  const put = (next: JsonObject): void =>
    onChange(withField(value, 'attributes', Object.keys(next).length === 0 ? undefined : next));
  const add = (): void => {
    const wanted = name.trim();
    if (wanted === '' || Object.hasOwn(known, wanted)) return;
    put({ ...known, [wanted]: [] });
    setName('');
  };
  return (
    <>
      {Object.entries(known).map(([each, is]) => (
        <div key={each} className={styles.attribute}>
          <WordsOf
            label={say('goods.attribute-values', { name: each })}
            hint={say('edit.words.hint')}
            all={say('edit.none-yet')}
            chosenLabel={each}
            most={namesMost}
            lengthMax={nameMost}
            chosen={textsOf(is)}
            onChange={(values) => put({ ...known, [each]: [...values] })}
          />
          <Button small kind="quiet" onPress={() => put(withField(known, each, undefined))}>
            {say('goods.attribute-remove', { name: each })}
          </Button>
        </div>
      ))}
      <div className={styles.addName}>
        <Field
          label={say('goods.attribute-name')}
          isOptional
          value={name}
          onChange={(text) => setName(text.slice(0, nameMost))}
        />
        <Button small isDisabled={name.trim() === ''} onPress={add}>
          <Icon of={Plus} size="sm" />
          {say('goods.attribute-add')}
        </Button>
      </div>
    </>
  );
};

/** Which goods are meant: those in every list that is given, and not in what is left out. */
export const GoodsForm = ({ value, onChange, depth }: GoodsFormProps) => {
  const say = usePromotionsSay();
  const { names } = useEditing();
  const put = (name: string) => (chosen: readonly string[]) =>
    onChange(withField(value, name, chosen.length === 0 ? undefined : [...chosen]));
  const words = { all: say('edit.any'), most: namesMost, lengthMax: nameMost, hint: say('edit.words.hint') };
  const except = fieldOf(value, 'except');
  return (
    <div className={styles.goods}>
      <SomeOf
        label={say('goods.form.categories')}
        all={say('edit.any')}
        options={names.categories}
        chosen={textsOf(value.categories)}
        onChange={put('categories')}
      />
      {(['brands', 'skus', 'families'] as const).map((name) => (
        <WordsOf
          key={name}
          {...words}
          label={say(`goods.form.${name}`)}
          chosenLabel={say(`goods.form.${name}`)}
          chosen={textsOf(value[name])}
          onChange={put(name)}
        />
      ))}
      <Attributes value={value} onChange={onChange} />
      {isObject(except) ? (
        <fieldset className={styles.except}>
          <legend>{say('goods.form.except')}</legend>
          <GoodsForm value={except} depth={depth + 1} onChange={(next) => onChange(withField(value, 'except', next))} />
          <Button small kind="quiet" onPress={() => onChange(withField(value, 'except', undefined))}>
            {say('goods.form.except-remove')}
          </Button>
        </fieldset>
      ) : (
        depth < depthMost && (
          <Button small kind="quiet" onPress={() => onChange(withField(value, 'except', {}))}>
            <Icon of={Plus} size="sm" />
            {say('goods.form.except-add')}
          </Button>
        )
      )}
    </div>
  );
};
