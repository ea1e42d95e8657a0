import { ComboBox } from '../../kit/combo-box.tsx';
import type { Option } from '../../kit/option.tsx';
import { Chosen } from '../parts/words-of.tsx';

export { WordsOf } from '../parts/words-of.tsx';

interface SomeOfProps {
  readonly label: string;
  /** What it means that none is chosen. */
  readonly all: string;
  readonly options: readonly Option[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

/** Some of what there is. */
export const SomeOf = ({ label, all, options, chosen, onChange }: SomeOfProps) => (
  <Chosen
    label={label}
    all={all}
    tags={chosen.map((id) => options.find((option) => option.id === id) ?? { id, name: id })}
    onRemove={(id) => onChange(chosen.filter((each) => each !== id))}
  >
    <ComboBox
      key={chosen.length}
      label={label}
      isOptional
      options={options.filter(({ id }) => !chosen.includes(id))}
      onChoose={(id) => {
        if (options.some((option) => option.id === id)) onChange([...chosen, id]);
      }}
    />
  </Chosen>
);
