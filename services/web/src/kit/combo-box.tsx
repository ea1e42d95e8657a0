import { ChevronDown } from 'lucide-react';
import { Button, ComboBox as AriaComboBox, Group, Input, ListBox, Popover } from 'react-aria-components';
import { boxClass, fieldClass, FieldFoot, FieldLabel } from './field.tsx';
import { Icon } from './icon.tsx';
import { shownOption, type ChoiceProps } from './option.tsx';
import { useSay } from './say.ts';
import field from './field.module.css';
import styles from './choose.module.css';

/** One of many: what is typed narrows them. */
export const ComboBox = ({ label, hint, error, isOptional, options, defaultValue, onChoose }: ChoiceProps) => {
  const say = useSay();
  return (
    <AriaComboBox
      className={fieldClass}
      isInvalid={error !== undefined}
      allowsEmptyCollection
      {...(defaultValue !== undefined && { defaultValue })}
      onChange={(id) => onChoose?.(String(id))}
    >
      <FieldLabel label={label} {...(isOptional !== undefined && { isOptional })} />
      <Group className={boxClass}>
        <Input className={field.input ?? ''} />
        <Button className={styles.caret ?? ''}>
          <Icon of={ChevronDown} size="sm" />
        </Button>
      </Group>
      <FieldFoot {...(hint !== undefined && { hint })} error={error} />
      <Popover className={styles.popover ?? ''}>
        <ListBox
          className={styles.list ?? ''}
          renderEmptyState={() => <p className={styles.none}>{say('choose.none')}</p>}
        >
          {options.map(shownOption)}
        </ListBox>
      </Popover>
    </AriaComboBox>
  );
};
