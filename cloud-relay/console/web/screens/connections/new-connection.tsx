import { NativeSelect, TextInput } from '@mantine/core';
import { type SyntheticEvent, useState } from 'react';
import type { Platform } from '../../../../../src/shared/contract/console-api.ts';
import { Button } from '../../../../../src/shared/ui/button.tsx';
import { useChange } from '../../api/console-api.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { SchemaForm } from '../../ui/schema-form.tsx';
import { fieldsOf, type Typed, valuesOf } from '../../ui/schema-fields.ts';
import { ChangeFailed } from '../../ui/states.tsx';
import ui from '../../ui/ui.module.css';

const environments = ['production', 'sandbox', 'simulator'] as const;

/** Only what a first order needs; the settings have their defaults and can be changed afterwards. */
export function NewConnection(props: { companyId: string; platforms: readonly Platform[] }) {
  const t = useT();
  const create = useChange('createConnection');
  const [chosen, setChosen] = useState(props.platforms[0]?.platform ?? '');
  const [name, setName] = useState('');
  const [environment, setEnvironment] = useState<(typeof environments)[number]>('production');
  const [typed, setTyped] = useState<Typed>({});
  const platform = props.platforms.find((each) => each.platform === chosen);
  const fields = fieldsOf(platform?.credentialsSchema ?? {}, { secret: true });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const credentials = valuesOf(fields, typed);
    create.mutate(
      { companyId: props.companyId, platform: chosen, name, environment, credentials },
      {
        onSuccess() {
          setName('');
          setTyped({});
        },
      },
    );
  };
  return (
    <form className={`${ui.card} ${ui.form}`} onSubmit={submit} autoComplete="off">
      <h3>{t('connections.new')}</h3>
      <NativeSelect
        label={t('connections.platform')}
        value={chosen}
        data={props.platforms.map((each) => ({ value: each.platform, label: each.displayName }))}
        onChange={(event) => {
          setChosen(event.currentTarget.value);
          setTyped({});
        }}
      />
      <TextInput
        label={t('connections.name')}
        required
        maxLength={80}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <NativeSelect
        label={t('connections.environment')}
        value={environment}
        data={environments.map((each) => ({ value: each, label: t(`connections.${each}`) }))}
        onChange={(event) =>
          setEnvironment(
            environments.find((each) => each === event.currentTarget.value) ?? environment,
          )
        }
      />
      <p className={ui.soft}>{t('connections.secretsHint')}</p>
      <SchemaForm fields={fields} typed={typed} onType={setTyped} />
      <ChangeFailed error={create.error} />
      <Button type="submit" disabled={create.isPending}>
        {t('common.add')}
      </Button>
    </form>
  );
}
