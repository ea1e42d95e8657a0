import { Group, Input, NumberField } from 'react-aria-components';
import { takingAnyDigits } from '../../kit/field.tsx';
import { useClub } from '../../kit/club-settings.tsx';
import { formatNumber } from '../../kit/formats/numbers.ts';
import styles from './setup.module.css';

interface SlotProps {
  /** What the number is, for readers of screens. */
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly isWrong: boolean;
  /** It has no part behind the point. */
  readonly isWhole?: boolean;
}

const significant = { maximumSignificantDigits: 12 };

/** A number within a sentence; it is as wide as what it holds. */
export const Slot = ({ label, value, onChange, isWrong, isWhole = false }: SlotProps) => {
  const { language } = useClub();
  const shown = formatNumber(value, language);
  return (
    <NumberField
      aria-label={label}
      value={value}
      onChange={(typed) => onChange(Number.isFinite(typed) ? typed : 0)}
      minValue={0}
      isInvalid={isWrong}
      {...(isWhole ? { step: 1 } : { formatOptions: significant })}
      className={styles.slot ?? ''}
    >
      <Group ref={takingAnyDigits(language)}>
        <Input style={{ inlineSize: `calc(${String(shown.length)}ch + 28px)` }} />
      </Group>
    </NumberField>
  );
};
