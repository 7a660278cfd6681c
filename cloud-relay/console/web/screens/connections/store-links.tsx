import { NativeSelect, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { type SyntheticEvent, useState } from 'react';
import type { Connection } from '../../../../../src/shared/contract/console-api.ts';
import { Button } from '../../../../../src/shared/ui/button.tsx';
import { useChange, useRead } from '../../api/console-api.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { Section } from '../../ui/page.tsx';
import { ChangeFailed } from '../../ui/states.tsx';
import ui from '../../ui/ui.module.css';

/** Which branch cooks for which store of the platform. */
export function StoreLinks({ connection }: { connection: Connection }) {
  const t = useT();
  const links = useRead('listStoreLinks', { id: connection.id });
  const remove = useChange('removeStoreLink');
  return (
    <Section title={t('connections.stores')}>
      <p className={ui.soft}>{t('connections.storesHint')}</p>
      {links.data?.storeLinks.map(({ storeId, branchName }) => (
        <div key={storeId} className={ui.row}>
          <bdi>
            <b>{storeId}</b>
          </bdi>
          <span aria-hidden>↔</span>
          <bdi>{branchName}</bdi>
          <span className={ui.push}>
            <Button
              look="quiet"
              aria-label={`${t('common.remove')} ${storeId}`}
              icon={<IconTrash aria-hidden />}
              onClick={() => remove.mutate({ id: connection.id, storeId })}
            />
          </span>
        </div>
      ))}
      <ChangeFailed error={remove.error} />
      <NewStoreLink connection={connection} />
    </Section>
  );
}

function NewStoreLink({ connection }: { connection: Connection }) {
  const t = useT();
  const branches = useRead('listBranches', { companyId: connection.companyId, limit: 200 });
  const create = useChange('createStoreLink');
  const [storeId, setStoreId] = useState('');
  const [chosen, setChosen] = useState('');
  const choices = branches.data?.items ?? [];
  const branchId = chosen || (choices[0]?.id ?? '');
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    create.mutate({ id: connection.id, storeId, branchId }, { onSuccess: () => setStoreId('') });
  };
  return (
    <form className={ui.form} onSubmit={submit}>
      <TextInput
        label={t('connections.storeId')}
        required
        dir="ltr"
        maxLength={120}
        value={storeId}
        onChange={(event) => setStoreId(event.currentTarget.value)}
      />
      <NativeSelect
        label={t('connections.branch')}
        value={branchId}
        data={choices.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(event) => setChosen(event.currentTarget.value)}
      />
      <ChangeFailed error={create.error} />
      <Button type="submit" disabled={create.isPending || branchId === ''}>
        {t('connections.link')}
      </Button>
    </form>
  );
}
