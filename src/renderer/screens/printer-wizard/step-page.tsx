import type { ReactNode } from 'react';
import type { PrinterView, Station } from '../../../shared/contract/printing.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { Panel } from '../../ui/page.tsx';
import type { Draft, Step } from './draft.ts';
import classes from './wizard.module.css';

export interface Profile {
  readonly key: string;
  readonly name: string;
  readonly widthDots: number;
}

/** What every page of the wizard is given. */
export interface StepProps {
  readonly draft: Draft;
  readonly printers: readonly PrinterView[];
  readonly profiles: readonly Profile[];
  readonly stations: readonly Station[];
  readonly change: (part: Partial<Draft>) => void;
  readonly onBack: () => void;
  readonly onNext: () => void;
  readonly goTo: (step: Step) => void;
}

/** One question of the wizard: what is asked, and the way on and back below it. */
export function StepPage(props: {
  title: string;
  text: string;
  /** The way on; left out where the page goes on by a tap on an answer. */
  next?: { readonly label: string; readonly disabled?: boolean; readonly onClick: () => void };
  onBack?: () => void;
  children: ReactNode;
}) {
  const t = useT();
  return (
    <Panel title={props.title}>
      <div className={classes.step}>
        <p className={classes.lead}>{props.text}</p>
        {props.children}
        {props.onBack || props.next ? (
          <div className={classes.foot}>
            {props.onBack ? <Button onClick={props.onBack}>{t('wizard.back')}</Button> : <span />}
            {props.next ? (
              <Button look="primary" disabled={props.next.disabled} onClick={props.next.onClick}>
                {props.next.label}
              </Button>
            ) : null}
          </div>
        ) : null}
      </div>
    </Panel>
  );
}
