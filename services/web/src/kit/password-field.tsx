import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import { Button, Group, Input, TextField } from 'react-aria-components';
import { boxClass, fieldClass, FieldFoot, FieldLabel, type Around } from './field.tsx';
import { Icon } from './icon.tsx';
import { useSay } from './say.ts';
import styles from './field.module.css';

interface PasswordFieldProps extends Around {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly autoComplete: 'current-password' | 'new-password';
  readonly autoFocus?: boolean;
}

/** A password, which its owner may look at while it is typed. */
export const PasswordField = ({ label, hint, error, isOptional, ...given }: PasswordFieldProps) => {
  const say = useSay();
  const [isShown, setShown] = useState(false);
  return (
    <TextField {...given} type={isShown ? 'text' : 'password'} isInvalid={error !== undefined} className={fieldClass}>
      <FieldLabel label={label} {...(isOptional !== undefined && { isOptional })} />
      <Group className={boxClass}>
        <Input dir="ltr" spellCheck="false" className={styles.input ?? ''} />
        <Button
          className={styles.look ?? ''}
          aria-label={say(isShown ? 'field.hide-password' : 'field.show-password')}
          onPress={() => setShown(!isShown)}
        >
          <Icon of={isShown ? EyeOff : Eye} size="sm" />
        </Button>
      </Group>
      <FieldFoot {...(hint !== undefined && { hint })} error={error} />
    </TextField>
  );
};
