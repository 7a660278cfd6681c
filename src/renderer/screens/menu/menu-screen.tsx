import { IconPencil, IconToggleLeft } from '@tabler/icons-react';
import { Link } from 'wouter';
import { LoadingState } from '../../../shared/ui/states.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { useMenu } from '../../selling/use-menu.ts';
import { Page } from '../../ui/page.tsx';
import { QueryFailed } from '../../ui/query-failed.tsx';
import { EditorView } from './editor-view.tsx';
import classes from './menu.module.css';
import { StockView } from './stock-view.tsx';

const views = [
  { view: 'stock', to: '/menu', Icon: IconToggleLeft },
  { view: 'edit', to: '/menu/edit', Icon: IconPencil },
] as const;

/** What the branch sells: what of it can be had now, and the menu itself. */
export function MenuScreen({ view }: { view: 'stock' | 'edit' }) {
  const t = useT();
  const menu = useMenu();
  return (
    <Page title={t('stock.title')} wide action={<Views current={view} />}>
      {menu.isPending ? <LoadingState label={t('common.loading')} shapes={2} /> : null}
      {menu.isError && !menu.data ? (
        <QueryFailed title={t('stock.failed')} error={menu.error} onRetry={() => menu.refetch()} />
      ) : null}
      {menu.data && view === 'stock' ? <StockView book={menu.data.book} /> : null}
      {menu.data && view === 'edit' ? <EditorView book={menu.data.book} /> : null}
    </Page>
  );
}

function Views({ current }: { current: 'stock' | 'edit' }) {
  const t = useT();
  return (
    <nav className={classes.views} aria-label={t('stock.views')}>
      {views.map(({ view, to, Icon }) => (
        <Link
          key={view}
          href={to}
          className={classes.view ?? ''}
          aria-current={view === current ? 'page' : undefined}
        >
          <Icon aria-hidden />
          {t(`stock.view.${view}`)}
        </Link>
      ))}
    </nav>
  );
}
