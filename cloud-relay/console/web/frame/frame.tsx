import {
  IconArrowsExchange,
  IconBuildingStore,
  IconHistory,
  IconInbox,
  IconLogout,
  IconPlugConnected,
  IconReceipt,
  IconSend,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Button } from '../../../../src/shared/ui/button.tsx';
import { useChange, useRead } from '../api/console-api.tsx';
import { useT } from '../i18n/i18n.tsx';
import classes from './frame.module.css';
import { hashOf, type Place, type Tab } from './place.ts';

const icons = {
  branches: IconBuildingStore,
  connections: IconPlugConnected,
  orders: IconReceipt,
  webhooks: IconInbox,
  calls: IconSend,
  audit: IconHistory,
};

/** Top bar and the parts of a company: a rail beside the page, on a phone at its foot. */
export function Frame(props: {
  place: Place;
  tabs: readonly Tab[];
  companyName: string | null;
  choosesCompany: boolean;
  onLanguage: () => void;
  onIdentity: () => void;
  children: ReactNode;
}) {
  const t = useT();
  const logout = useChange('logout', props.onIdentity);
  const { companyId, tab } = props.place;
  const companies = useRead(
    'listCompanies',
    { limit: 200 },
    { enabled: props.choosesCompany && companyId !== null },
  );
  const chosen = companies.data?.items.find(({ id }) => id === companyId)?.name;
  return (
    <div className={classes.frame} data-in-company={companyId !== null}>
      <header className={classes.top}>
        <bdi className={classes.title}>{props.companyName ?? chosen ?? t('login.title')}</bdi>
        {props.choosesCompany && companyId !== null ? (
          <a className={classes.link} href="#/">
            <IconArrowsExchange aria-hidden />
            <span>{t('frame.companies')}</span>
          </a>
        ) : null}
        <span className={classes.space} />
        <Button look="quiet" onClick={props.onLanguage}>
          {t('frame.language')}
        </Button>
        <Button
          look="quiet"
          icon={<IconLogout className={classes.mirrored} aria-hidden />}
          aria-label={t('frame.signOut')}
          onClick={() => logout.mutate({})}
        />
      </header>
      {companyId === null ? null : (
        <nav className={classes.tabs}>
          {props.tabs.map((name) => {
            const Icon = icons[name];
            return (
              <a
                key={name}
                href={hashOf({ companyId, tab: name })}
                aria-current={name === tab ? 'page' : undefined}
              >
                <Icon aria-hidden />
                <span>{t(`frame.${name}`)}</span>
              </a>
            );
          })}
        </nav>
      )}
      <main className={classes.main}>{props.children}</main>
    </div>
  );
}
