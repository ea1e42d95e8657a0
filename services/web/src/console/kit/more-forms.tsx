import { Copy, Pencil } from 'lucide-react';
import { useState } from 'react';
import { Button, IconButton } from '../../kit/button.tsx';
import { Card } from '../../kit/card.tsx';
import { DateField } from '../../kit/date-field.tsx';
import { DecimalField } from '../../kit/decimal-field.tsx';
import { DropFile } from '../../kit/drop-file.tsx';
import { Field } from '../../kit/field.tsx';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { GroupedMenu } from '../../kit/grouped-menu.tsx';
import { Icon } from '../../kit/icon.tsx';
import { MomentField } from '../../kit/moment-field.tsx';
import { MoneyField } from '../../kit/money-field.tsx';
import { PasswordField } from '../../kit/password-field.tsx';
import { SearchField } from '../../kit/search-field.tsx';
import { SecretDialog } from '../../kit/secret-dialog.tsx';
import { Ticks } from '../../kit/ticks.tsx';
import { tellDone } from '../../kit/toast.tsx';
import { useKitSay } from './say.ts';
import styles from './kit.module.css';

const rials = { currency: 'IRR', digits: 2 };
const most = 1_000_000_000_000;

export const MoreFields = () => {
  const say = useKitSay();
  const [day, setDay] = useState('2026-12-19');
  const [moment, setMoment] = useState<Date | undefined>(new Date('2026-12-19T15:30:00Z'));
  const [money, setMoney] = useState<number | undefined>(12_000_000);
  const [share, setShare] = useState<number | undefined>(12.5);
  const [password, setPassword] = useState('');
  return (
    <Card title={say('more.fields')}>
      <div className={styles.stack}>
        <DateField label={say('more.day')} value={day} onChange={setDay} isOptional />
        <MomentField label={say('more.moment')} clearLabel={say('more.clear')} value={moment} onChange={setMoment} />
        <MoneyField label={say('more.money')} currency={rials} most={most} value={money} onChange={setMoney} />
        <DecimalField label={say('more.share')} unit={say('more.percent')} value={share} onChange={setShare} />
        <PasswordField
          label={say('more.password')}
          autoComplete="new-password"
          value={password}
          onChange={setPassword}
        />
      </div>
    </Card>
  );
};

export const Picking = () => {
  const say = useKitSay();
  const [search, setSearch] = useState('');
  const [values, setValues] = useState<readonly string[]>(['mirdamad']);
  const groups = [
    { id: 'basket', name: say('more.basket'), acts: [{ id: 'total', name: say('more.total') }] },
    { id: 'time', name: say('more.time'), acts: [{ id: 'weekday', name: say('more.weekday') }] },
  ];
  const branches = (['mirdamad', 'azadshahr', 'vanak'] as const).map((id) => ({ id, name: say(`branch.${id}`) }));
  return (
    <Card title={say('more.picking')}>
      <div className={styles.stack}>
        <SearchField label={say('more.search')} placeholder={say('more.search')} value={search} onSearch={setSearch} />
        <Ticks label={say('field.branch')} options={branches} values={values} onChange={setValues} />
        <div className={styles.row}>
          <GroupedMenu
            trigger={<Button>{say('more.add')}</Button>}
            groups={groups}
            onAct={(id) => tellDone(groups.flatMap(({ acts }) => acts).find((act) => act.id === id)?.name ?? '')}
          />
        </div>
        <DropFile
          title={say('more.drop')}
          text={say('more.drop-text')}
          choose={say('more.choose')}
          accepts={['.csv']}
          onFile={({ name }) => tellDone(name)}
        />
      </div>
    </Card>
  );
};

/** Forms over the page, a secret that is shown once, and why something was not done. */
export const Dialogs = () => {
  const say = useKitSay();
  const [open, setOpen] = useState<'form' | 'secret'>();
  const close = (): void => setOpen(undefined);
  return (
    <Card title={say('more.dialogs')}>
      <div className={styles.stack}>
        <div className={styles.row}>
          <Button onPress={() => setOpen('form')}>{say('more.form')}</Button>
          <Button onPress={() => setOpen('secret')}>{say('more.secret')}</Button>
          <IconButton label={say('more.edit')}>
            <Icon of={Pencil} size="sm" />
          </IconButton>
          <IconButton label={say('more.copy')}>
            <Icon of={Copy} size="sm" />
          </IconButton>
        </div>
        <FormProblem failure={{ cause: say('failed.cause'), isOffline: true, traceId: '7f3a91c2e04d' }} />
      </div>
      {open === 'form' && (
        <FormDialog
          title={say('more.form-title')}
          text={say('more.form-text')}
          act={say('more.save')}
          busy={undefined}
          onSubmit={close}
          onClose={close}
        >
          <Field label={say('field.name')} />
          <FormProblem text={say('more.taken')} />
        </FormDialog>
      )}
      {open === 'secret' && (
        <SecretDialog title={say('more.secret')} text={say('more.secret-text')} secret="482 913" onClose={close} />
      )}
    </Card>
  );
};
