import { IconPlugConnected } from '@tabler/icons-react';
import { useState } from 'react';
import type { Connection, Platform } from '../../../../../src/shared/contract/console-api.ts';
import { Button } from '../../../../../src/shared/ui/button.tsx';
import { Chip } from '../../../../../src/shared/ui/chip.tsx';
import { PlatformTag } from '../../../../../src/shared/ui/platform-tag.tsx';
import { useRead } from '../../api/console-api.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { Page } from '../../ui/page.tsx';
import { Listed } from '../../ui/states.tsx';
import ui from '../../ui/ui.module.css';
import { ConnectionSheet } from './connection-sheet.tsx';
import { NewConnection } from './new-connection.tsx';

export function ConnectionsScreen({ companyId }: { companyId: string }) {
  const t = useT();
  const connections = useRead('listConnections', { companyId, limit: 200 });
  const platforms = useRead('listPlatforms', {});
  const [openId, setOpenId] = useState<string | null>(null);
  const open = connections.data?.items.find(({ id }) => id === openId);
  const known = platforms.data?.platforms ?? [];
  return (
    <Page title={t('connections.title')}>
      <Listed
        query={connections}
        empty={{
          title: t('connections.empty'),
          hint: t('connections.emptyHint'),
          icon: <IconPlugConnected aria-hidden />,
        }}
      >
        {(items) =>
          items.map((connection) => (
            <ConnectionCard
              key={connection.id}
              connection={connection}
              platform={platformOf(known, connection)}
              onOpen={() => setOpenId(connection.id)}
            />
          ))
        }
      </Listed>
      {known.length > 0 ? <NewConnection companyId={companyId} platforms={known} /> : null}
      {open ? (
        <ConnectionSheet
          connection={open}
          platform={platformOf(known, open)}
          onClose={() => setOpenId(null)}
        />
      ) : null}
    </Page>
  );
}

function platformOf(known: readonly Platform[], connection: Connection): Platform | undefined {
  return known.find(({ platform }) => platform === connection.platform);
}

function ConnectionCard(props: {
  connection: Connection;
  platform: Platform | undefined;
  onOpen: () => void;
}) {
  const t = useT();
  const { connection, platform } = props;
  return (
    <article className={ui.card}>
      <div className={ui.row}>
        <PlatformTag platform={connection.platform} />
        <h2>
          <bdi>{connection.name}</bdi>
        </h2>
        <span className={ui.push}>
          <ConnectionChip connection={connection} />
        </span>
      </div>
      <div className={ui.row}>
        <Chip tone="neutral">{t(`connections.${connection.environment}`)}</Chip>
        {platform && !platform.verified ? (
          <Chip tone="waiting">{t('connections.unverified')}</Chip>
        ) : null}
        <span className={ui.push}>
          <Button onClick={props.onOpen}>{t('connections.settings')}</Button>
        </span>
      </div>
    </article>
  );
}

function ConnectionChip({ connection }: { connection: Connection }) {
  const t = useT();
  if (connection.disabledAtMs !== null) {
    return <Chip tone="offline">{t('connections.disabled')}</Chip>;
  }
  if (connection.isBroken) return <Chip tone="problem">{t('connections.broken')}</Chip>;
  return connection.storeLinks === 0 ? (
    <Chip tone="waiting">{t('connections.noStores')}</Chip>
  ) : (
    <Chip tone="ready">{t('connections.live')}</Chip>
  );
}
