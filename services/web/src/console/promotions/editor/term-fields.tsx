import type { ComponentType } from 'react';
import { useSayIfKnown } from '../../../kit/say.ts';
import { Loading } from '../../../kit/states.tsx';
import { withField, type JsonObject, type Path } from '../terms/json.ts';
import type { Shape, TermKind } from '../terms/shapes.ts';
import { latePart } from '../../parts/late-part.tsx';
import { useEditing } from './editing.tsx';
import { DayOfYearField, HourField } from './clock-shapes.tsx';
import { RewardField, WeekdaysField } from './choice-shapes.tsx';
import { FieldNote } from './field-note.tsx';
import { GoodsField, GoodsListField } from './goods-field.tsx';
import { OffField, SomeField, SomeListField, SpendTiersField } from './money-shapes.tsx';
import {
  ChoiceField,
  DecimalShape,
  FlagField,
  MoneyShape,
  NameField,
  PercentShape,
  WholeField,
} from './plain-shapes.tsx';
import type { ShapeProps } from './shape-props.ts';
import styles from './editor.module.css';

const waiting = <Loading lines={1} />;
// Fields for names and for time are heavy, and seldom all of them are needed: each comes when a row has one.
const late = (name: 'NamesField' | 'NumbersField' | 'TiersField' | 'BranchesField') =>
  latePart<ShapeProps>(async () => (await import('./name-shapes.tsx'))[name], { waiting });
const lateTime = (name: 'DayField' | 'MomentShape') =>
  latePart<ShapeProps>(async () => (await import('./time-shapes.tsx'))[name], { waiting });

/** How a value of each shape is typed. */
const shapes: Readonly<Record<Shape, ComponentType<ShapeProps>>> = {
  money: MoneyShape,
  percent: PercentShape,
  decimal: DecimalShape,
  whole: WholeField,
  name: NameField,
  names: late('NamesField'),
  numbers: late('NumbersField'),
  tiers: late('TiersField'),
  branches: late('BranchesField'),
  reward: RewardField,
  weekdays: WeekdaysField,
  hour: HourField,
  day: lateTime('DayField'),
  day_of_year: DayOfYearField,
  moment: lateTime('MomentShape'),
  choice: ChoiceField,
  flag: FlagField,
  goods: GoodsField,
  goods_list: GoodsListField,
  some: SomeField,
  some_list: SomeListField,
  off: OffField,
  spend_tiers: SpendTiersField,
};

const wide: readonly Shape[] = ['goods', 'goods_list', 'some', 'some_list', 'spend_tiers', 'weekdays'];

/** Shapes that have no place of their own for what is wrong. */
const noted: readonly Shape[] = ['names', 'numbers', 'tiers', 'branches'];

interface TermFieldsProps {
  readonly kind: TermKind;
  readonly value: JsonObject;
  readonly onChange: (value: JsonObject) => void;
  readonly path: Path;
}

/** The fields of one condition or effect, drawn from its description. */
export const TermFields = ({ kind: { kind, fields }, value, onChange, path }: TermFieldsProps) => {
  const known = useSayIfKnown();
  const { errorWithin } = useEditing();
  if (fields.length === 0) return null;
  return (
    <div className={styles.fields}>
      {fields.map((field) => {
        const Shape = shapes[field.shape];
        const label = known(`term-field.${kind}.${field.name}`) ?? known(`term-field.${field.name}`) ?? field.name;
        const error = errorWithin([...path, field.name]);
        const typed = (
          <Shape
            label={label}
            error={error}
            field={field}
            value={value[field.name]}
            onChange={(next) => onChange(withField(value, field.name, next))}
            path={[...path, field.name]}
            of={value}
            kind={kind}
          />
        );
        return (
          <div key={field.name} data-wide={wide.includes(field.shape) || undefined}>
            {noted.includes(field.shape) ? <FieldNote error={error}>{typed}</FieldNote> : typed}
          </div>
        );
      })}
    </div>
  );
};
