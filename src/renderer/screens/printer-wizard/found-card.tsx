import { IconPrinter, IconUsb, IconWifi } from '@tabler/icons-react';
import type { FoundPrinter, PrinterView } from '../../../shared/contract/printing.ts';
import { useT } from '../../i18n/i18n.tsx';
import { connectionText } from '../../printing/connection-words.ts';
import { ForwardIcon } from '../../ui/forward-icon.tsx';
import type { Profile } from './step-page.tsx';
import classes from './wizard.module.css';

/** A printer that may be there: what it calls itself, where it is, and what it seems to be. */
export function FoundCard(props: {
  found: FoundPrinter;
  profiles: readonly Profile[];
  /** The printer of this branch that has this address already. */
  added: PrinterView | undefined;
  onChoose: () => void;
}) {
  const t = useT();
  const { found, added } = props;
  const model = props.profiles.find(({ key }) => key === found.profile)?.name;
  const where = connectionText(found.connection, t);
  const words = (
    <>
      <KindIcon kind={found.connection.kind} />
      <span className={classes.foundWords}>
        <b>
          <bdi>{found.name || where}</bdi>
        </b>
        {found.name === '' ? null : <span>{where}</span>}
        {added ? (
          <span>{t('wizard.find.added', { name: added.name })}</span>
        ) : (
          <Certainty found={found} model={model} />
        )}
      </span>
    </>
  );
  if (added) return <div className={classes.foundCard}>{words}</div>;
  return (
    <button type="button" className={classes.foundCard} onClick={props.onChoose}>
      {words}
      <ForwardIcon />
    </button>
  );
}

function Certainty({ found, model }: { found: FoundPrinter; model: string | undefined }) {
  const t = useT();
  if (found.certainty === 'unknown' || model === undefined) {
    return <small>{t('certainty.unknown')}</small>;
  }
  return <small>{t(`certainty.${found.certainty}`, { model })}</small>;
}

function KindIcon({ kind }: { kind: FoundPrinter['connection']['kind'] }) {
  if (kind === 'tcp') return <IconWifi aria-hidden />;
  return kind === 'usb' || kind === 'usbprint' ? (
    <IconUsb aria-hidden />
  ) : (
    <IconPrinter aria-hidden />
  );
}
