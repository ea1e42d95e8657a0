import { ChevronDown, Plus, Trash2 } from 'lucide-react';
import { useId, useState } from 'react';
import { Button, IconButton } from '../../../kit/button.tsx';
import { Icon } from '../../../kit/icon.tsx';
import { usePromotionsSay } from '../say.ts';
import { Loading } from '../../../kit/states.tsx';
import { latePart } from '../../parts/late-part.tsx';
import { isObject, listOf, withItem, withoutItem, type Json, type Path } from '../terms/json.ts';
import { goodsText } from '../terms/goods-words.ts';
import { useEditing } from './editing.tsx';
import { FieldNote } from './field-note.tsx';
import { rowKey, sameRow } from './row-keys.ts';
import type { ShapeProps } from './shape-props.ts';
import styles from './editor.module.css';

const GoodsForm = latePart(async () => (await import('./goods-form.tsx')).GoodsForm, {
  waiting: <Loading lines={3} />,
});

interface GoodsProps {
  readonly label: string;
  readonly error: string | undefined;
  readonly value: Json | undefined;
  readonly onChange: (value: Json | undefined) => void;
}

/** Which goods, in words; the lists that say so open below. */
export const GoodsField = ({ label, error, value, onChange }: GoodsProps) => {
  const say = usePromotionsSay();
  const { says } = useEditing();
  const [isOpen, setOpen] = useState(error !== undefined);
  const id = useId();
  return (
    <FieldNote error={error}>
      <span className={styles.label} id={`${id}label`}>
        {label}
      </span>
      <div className={styles.goodsHead}>
        <bdi>{goodsText(value, says.speaking.words, says.speaking.names)}</bdi>
        <Button small kind="quiet" onPress={() => setOpen(!isOpen)}>
          {say(isOpen ? 'goods.form.close' : 'goods.form.open')}
          <Icon of={ChevronDown} size="sm" />
        </Button>
      </div>
      {isOpen && (
        <div role="group" aria-labelledby={`${id}label`}>
          <GoodsForm
            value={isObject(value) ? value : {}}
            depth={0}
            onChange={(next) => onChange(Object.keys(next).length === 0 ? undefined : next)}
          />
        </div>
      )}
    </FieldNote>
  );
};

interface ListProps {
  readonly value: Json | undefined;
  readonly onChange: (value: readonly Json[]) => void;
  readonly path: Path;
}

/** Several descriptions of goods. */
export const GoodsList = ({ value, onChange, path }: ListProps) => {
  const say = usePromotionsSay();
  const { errorWithin, nth } = useEditing();
  const rows = listOf(value);
  return (
    <>
      {rows.map((row, at) => (
        <div key={rowKey(row, at)} className={styles.item}>
          <GoodsField
            label={say('goods.form.nth', { number: nth(at) })}
            error={errorWithin([...path, at])}
            value={row}
            onChange={(next) => onChange(withItem(rows, at, sameRow(row, next ?? {})))}
          />
          <IconButton
            label={say('goods.form.remove', { number: nth(at) })}
            onPress={() => onChange(withoutItem(rows, at))}
          >
            <Icon of={Trash2} size="sm" />
          </IconButton>
        </div>
      ))}
      <Button small kind="quiet" onPress={() => onChange([...rows, {}])}>
        <Icon of={Plus} size="sm" />
        {say('goods.form.add')}
      </Button>
    </>
  );
};

export const GoodsListField = ({ label, error, value, onChange, path }: ShapeProps) => (
  <FieldNote error={error}>
    <span className={styles.label}>{label}</span>
    <GoodsList value={value} onChange={onChange} path={path} />
  </FieldNote>
);
