import { parseNumber } from '../../../kit/formats/numbers.ts';
import { WordsOf } from '../../parts/words-of.tsx';
import { SomeOf } from '../../rules/some-of.tsx';
import { usePromotionsSay } from '../say.ts';
import { textsOf } from '../terms/json.ts';
import { useEditing } from './editing.tsx';
import { nameMost } from './optional.ts';
import type { ShapeProps } from './shape-props.ts';

const namesMost = 10_000;

const whenNone = ({ field }: ShapeProps, say: ReturnType<typeof usePromotionsSay>): string =>
  say(field.isOptional === true ? 'edit.any' : 'edit.none-yet');

/** Names that the club has given elsewhere, typed several at once. */
export const NamesField = (props: ShapeProps) => {
  const say = usePromotionsSay();
  const { label, value, onChange, field } = props;
  return (
    <WordsOf
      label={label}
      hint={say('edit.words.hint')}
      all={whenNone(props, say)}
      chosenLabel={label}
      most={namesMost}
      lengthMax={nameMost}
      chosen={textsOf(value)}
      onChange={(chosen) => onChange(chosen.length === 0 && field.isOptional === true ? undefined : [...chosen])}
    />
  );
};

/** Numbers, typed several at once; what is none stays out. */
export const NumbersField = (props: ShapeProps) => {
  const say = usePromotionsSay();
  const { label, value, onChange, field } = props;
  return (
    <WordsOf
      label={label}
      hint={say('edit.numbers.hint')}
      all={whenNone(props, say)}
      chosenLabel={label}
      most={namesMost}
      lengthMax={9}
      chosen={textsOf(value)}
      onChange={(chosen) => {
        const numbers = chosen.map(toWhole).filter((each) => each !== undefined);
        onChange(numbers.length === 0 && field.isOptional === true ? undefined : numbers);
      }}
    />
  );
};

const toWhole = (text: string): number | undefined => {
  const parsed = parseNumber(text);
  return parsed?.scale === 0 && parsed.digits > 0n ? Number(parsed.digits) : undefined;
};

const chosenOf = (group: 'tiers' | 'branches') => (props: ShapeProps) => {
  const say = usePromotionsSay();
  const { names } = useEditing();
  const { label, value, onChange } = props;
  return (
    <SomeOf
      label={label}
      all={whenNone(props, say)}
      options={names[group]}
      chosen={textsOf(value)}
      onChange={(chosen) => onChange([...chosen])}
    />
  );
};

export const TiersField = chosenOf('tiers');
export const BranchesField = chosenOf('branches');
