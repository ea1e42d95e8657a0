import { useState, type ReactNode } from 'react';
import { ComboBox } from '../../kit/combo-box.tsx';
import { Field } from '../../kit/field.tsx';
import type { Option } from '../../kit/option.tsx';
import { Tags } from '../../kit/tags.tsx';
import styles from './rules.module.css';

interface ChosenProps {
  readonly label: string;
  readonly tags: readonly Option[];
  readonly all: string;
  readonly onRemove: (id: string) => void;
  readonly children: ReactNode;
}

const Chosen = ({ label, tags, all, onRemove, children }: ChosenProps) => (
  <div className={styles.some}>
    {children}
    {tags.length === 0 ? <p className={styles.hint}>{all}</p> : <Tags label={label} tags={tags} onRemove={onRemove} />}
  </div>
);

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

interface WordsOfProps extends Omit<SomeOfProps, 'options'> {
  readonly hint: string;
  readonly most: number;
  readonly lengthMax: number;
  readonly chosenLabel: string;
}

/** Words that are typed, several at once. */
export const WordsOf = ({ label, hint, all, chosen, onChange, most, lengthMax, chosenLabel }: WordsOfProps) => {
  const [typed, setTyped] = useState('');
  const add = (): void => {
    const words = typed
      .split(/[,،\n\t;]/)
      .map((word) => word.trim().slice(0, lengthMax))
      .filter((word) => word !== '');
    setTyped('');
    if (words.length > 0) onChange([...new Set([...chosen, ...words])].slice(0, most));
  };
  return (
    <Chosen
      label={chosenLabel}
      all={all}
      tags={chosen.map((id) => ({ id, name: id }))}
      onRemove={(id) => onChange(chosen.filter((each) => each !== id))}
    >
      <div
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          add();
        }}
      >
        <Field label={label} hint={hint} isOptional isLtr value={typed} onChange={setTyped} onBlur={add} />
      </div>
    </Chosen>
  );
};
