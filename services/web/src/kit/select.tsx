import { ChevronDown } from 'lucide-react';
import { Button, ListBox, Popover, Select as AriaSelect, SelectValue } from 'react-aria-components';
import { classNames } from './class-names.ts';
import { boxClass, fieldClass, FieldFoot, FieldLabel } from './field.tsx';
import { Icon } from './icon.tsx';
import { shownOption, type ChoiceProps } from './option.tsx';
import { useSay } from './say.ts';
import styles from './choose.module.css';

interface SelectProps extends ChoiceProps {
  /** Its label is for readers of screens alone: where it stands says what it is. */
  readonly isBare?: boolean;
  /** The options are still on their way: whoever opens the list is told so, and sees them as soon as they come. */
  readonly isReading?: boolean;
}

/** One of a few: all are seen at once. It opens without options too, and says why there are none. */
export const Select = ({
  isBare,
  label,
  hint,
  error,
  isOptional,
  options,
  defaultValue,
  value,
  onChoose,
  isReading,
}: SelectProps) => {
  const say = useSay();
  const none = () => <p className={styles.none}>{say(isReading === true ? 'choose.reading' : 'choose.empty')}</p>;
  return (
    <AriaSelect
      className={fieldClass}
      allowsEmptyCollection
      isInvalid={error !== undefined}
      {...(defaultValue !== undefined && { defaultValue })}
      {...(value !== undefined && { value: value === '' ? null : value })}
      {...(isBare === true && { 'aria-label': label })}
      onChange={(id) => onChoose?.(String(id))}
    >
      {isBare !== true && <FieldLabel label={label} {...(isOptional !== undefined && { isOptional })} />}
      <Button className={classNames(boxClass, styles.trigger)}>
        <SelectValue className={styles.value ?? ''} />
        <span className={styles.caret} aria-hidden>
          <Icon of={ChevronDown} size="sm" />
        </span>
      </Button>
      <FieldFoot {...(hint !== undefined && { hint })} error={error} />
      <Popover className={styles.popover ?? ''}>
        <ListBox className={styles.list ?? ''} renderEmptyState={none}>
          {options.map(shownOption)}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
};
