import { Checkbox } from '@mantine/core';
import { type SyntheticEvent, useState } from 'react';
import type { Connection, Platform } from '../../../../../src/shared/contract/console-api.ts';
import { Button } from '../../../../../src/shared/ui/button.tsx';
import { CallFailed, useChange } from '../../api/console-api.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { CopyText } from '../../ui/copy-text.tsx';
import { Section } from '../../ui/page.tsx';
import { SchemaForm } from '../../ui/schema-form.tsx';
import { fieldsOf, type Typed, valuesOf } from '../../ui/schema-fields.ts';
import { Sheet } from '../../ui/sheet.tsx';
import { ChangeFailed } from '../../ui/states.tsx';
import ui from '../../ui/ui.module.css';
import { StoreLinks } from './store-links.tsx';

export function ConnectionSheet(props: {
  connection: Connection;
  platform: Platform | undefined;
  onClose: () => void;
}) {
  const t = useT();
  const { connection, platform } = props;
  return (
    <Sheet title={<bdi>{connection.name}</bdi>} onClose={props.onClose}>
      <div className={ui.form}>
        <h3>{t('connections.address')}</h3>
        <p className={ui.soft}>{t('connections.addressHint')}</p>
        <CopyText text={connection.webhookUrl} />
        <StoreLinks connection={connection} />
        {platform ? (
          <>
            {platform.verified ? null : (
              <p className={ui.soft}>
                {t('connections.unverified')}. <bdi>{platform.confidence}</bdi>
              </p>
            )}
            <Rotate connection={connection} platform={platform} />
            <Settings connection={connection} platform={platform} />
          </>
        ) : null}
        <SwitchOff connection={connection} />
      </div>
    </Sheet>
  );
}

function Rotate({ connection, platform }: { connection: Connection; platform: Platform }) {
  const t = useT();
  const rotate = useChange('rotateCredentials');
  const [typed, setTyped] = useState<Typed>({});
  const [keepPrevious, setKeepPrevious] = useState(true);
  const fields = fieldsOf(platform.credentialsSchema, { secret: true });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const credentials = valuesOf(fields, typed);
    rotate.mutate(
      { id: connection.id, credentials, keepPrevious },
      { onSuccess: () => setTyped({}) },
    );
  };
  return (
    <Section title={t('connections.rotate')}>
      <form className={ui.form} onSubmit={submit} autoComplete="off">
        <p className={ui.soft}>{t('connections.rotateHint')}</p>
        <SchemaForm fields={fields} typed={typed} onType={setTyped} optional />
        <Checkbox
          size="md"
          label={t('connections.keepPrevious')}
          checked={keepPrevious}
          onChange={(event) => setKeepPrevious(event.currentTarget.checked)}
        />
        <ChangeFailed error={rotate.error} />
        <Button type="submit" disabled={rotate.isPending}>
          {t('common.save')}
        </Button>
      </form>
    </Section>
  );
}

function Settings({ connection, platform }: { connection: Connection; platform: Platform }) {
  const t = useT();
  const change = useChange('changeConnection');
  const [typed, setTyped] = useState<Typed>({});
  const [unreadable, setUnreadable] = useState<CallFailed | null>(null);
  const fields = fieldsOf(platform.settingsSchema, { secret: false, values: connection.settings });
  const simple = fields.filter(({ kind }) => kind !== 'json');
  const advanced = fields.filter(({ kind }) => kind === 'json');
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    try {
      change.mutate({ id: connection.id, settings: valuesOf(fields, typed) });
      setUnreadable(null);
    } catch (error) {
      const issue = { path: t('connections.advanced'), message: String(error) };
      setUnreadable(new CallFailed('INPUT_INVALID', [issue]));
    }
  };
  return (
    <Section title={t('connections.settings')}>
      <form className={ui.form} onSubmit={submit}>
        <SchemaForm fields={simple} typed={typed} onType={setTyped} />
        {advanced.length > 0 ? (
          <details>
            <summary>{t('connections.advanced')}</summary>
            <SchemaForm fields={advanced} typed={typed} onType={setTyped} />
          </details>
        ) : null}
        <ChangeFailed error={unreadable ?? change.error} />
        <Button type="submit" disabled={change.isPending}>
          {t('common.save')}
        </Button>
      </form>
    </Section>
  );
}

function SwitchOff({ connection }: { connection: Connection }) {
  const t = useT();
  const change = useChange('changeConnection');
  const isOff = connection.disabledAtMs !== null;
  return (
    <section className={ui.section}>
      <ChangeFailed error={change.error} />
      <Button
        look={isOff ? 'secondary' : 'danger'}
        disabled={change.isPending}
        onClick={() => change.mutate({ id: connection.id, disabled: !isOff })}
      >
        {isOff ? t('connections.enable') : t('connections.disable')}
      </Button>
    </section>
  );
}
