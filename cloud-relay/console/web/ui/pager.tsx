import type { ListMeta } from '../../../../src/shared/contract/envelope.ts';
import { Button } from '../../../../src/shared/ui/button.tsx';
import { useT } from '../i18n/i18n.tsx';
import classes from './ui.module.css';

/** Nothing where one page is all there is. */
export function Pager(props: { meta: ListMeta | undefined; onPage: (page: number) => void }) {
  const t = useT();
  const { meta, onPage } = props;
  if (!meta || meta.totalPages < 2) return null;
  return (
    <nav className={classes.pager}>
      <Button disabled={!meta.hasPrevPage} onClick={() => onPage(meta.page - 1)}>
        {t('common.previous')}
      </Button>
      <span>{t('common.page', { page: meta.page, pages: meta.totalPages })}</span>
      <Button disabled={!meta.hasNextPage} onClick={() => onPage(meta.page + 1)}>
        {t('common.next')}
      </Button>
    </nav>
  );
}
